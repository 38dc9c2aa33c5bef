import type { ImportResult } from '../../contract/phonebook.ts';
import { count, counted } from '../ui/count.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import classes from './Import.module.css';
import { ReportDownload } from './ReportDownload.tsx';

/** Rows that cannot be used, numbers, addresses and texts that are left out, doubtful rows, rows that become one: with their row in the file and the reason. */
export function ImportIssues({ result }: { readonly result: ImportResult }) {
  const groups = [
    {
      title: `${counted(result.rejectedTotal, 'row')} cannot be used`,
      total: result.rejectedTotal,
      rows: result.rejectedRows.map(({ row, reason }) => ({ row, value: '', reason })),
    },
    {
      // Left out, read in part, or taken as several.
      title: `${counted(result.skippedTotal, 'value')} not taken as written`,
      total: result.skippedTotal,
      rows: result.skippedNumbers,
    },
    {
      title: `${counted(result.doubtfulTotal, 'row')} may have wrong letters`,
      total: result.doubtfulTotal,
      rows: result.doubtfulRows.map(({ row, reason }) => ({ row, value: '', reason })),
    },
    {
      title: `${counted(result.mergedTotal, 'row')} joined with another`,
      total: result.mergedTotal,
      rows: result.mergedRows.map(({ row, reason }) => ({ row, value: '', reason })),
    },
  ].filter(({ total }) => total > 0);
  const all = groups.reduce((sum, { total }) => sum + total, 0);
  if (groups.length === 0) return null;
  return (
    <>
      {groups.map(({ title, total, rows }) => (
        <Disclosure key={title} label={title}>
          <ul className={classes.names}>
            {rows.map(({ row, value, reason }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a preview's rows never change places
              <li key={at}>
                <strong>Row {row}</strong> {value && <code>{value}</code>} {reason}
              </li>
            ))}
          </ul>
          {total > rows.length && (
            <p className={classes.quiet}>The first {count(rows.length)} are shown; the CSV has all.</p>
          )}
        </Disclosure>
      ))}
      {result.reportId && (
        <ReportDownload id={result.reportId} what={all === 1 ? 'this row' : `these ${count(all)} lines`} />
      )}
    </>
  );
}
