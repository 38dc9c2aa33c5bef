import type { ImportResult } from '../../contract/phonebook.ts';
import { count, counted } from '../ui/count.ts';
import classes from './Import.module.css';

const shown = [
  ['contacts', 'In the file'],
  ['added', 'Added'],
  ['updated', 'Updated'],
  ['unchanged', 'Unchanged'],
  ['deleted', 'Deleted'],
] as const;

export function ImportCounts({ result }: { readonly result: ImportResult }) {
  const { contacts, rejectedTotal } = result;
  return (
    <>
      <dl className={classes.counts}>
        {shown.map(([name, label]) => (
          <div key={name} data-bad={(name === 'deleted' && result.deleted > 0) || undefined}>
            <dt>{label}</dt>
            <dd>{count(result[name])}</dd>
          </div>
        ))}
      </dl>
      {rejectedTotal > 0 && (
        <p className={classes.quiet}>
          {counted(contacts + rejectedTotal, 'row')}, {count(contacts)} usable.
        </p>
      )}
    </>
  );
}
