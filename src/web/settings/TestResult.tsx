import { Table } from '@mantine/core';
import type { SourceTestResult } from '../../contract/source.ts';
import { IconCircleCheck, IconCircleX } from '../ui/icons.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './TestResult.module.css';

interface TestResultProps {
  readonly result: SourceTestResult | undefined;
  readonly error: unknown;
  readonly pending: boolean;
}

/** What Test connection found: the first contacts, or what is wrong in plain words. */
export function TestResult({ result, error, pending }: TestResultProps) {
  if (pending)
    return <output className={classes.waiting}>Connecting. This can take up to half a minute.</output>;
  if (error) return <ProblemAlert error={error} title="The test could not be made" />;
  if (!result) return null;
  const Icon = result.ok ? IconCircleCheck : IconCircleX;
  return (
    <output className={classes.result} data-tone={result.ok ? 'good' : 'bad'}>
      <div className={classes.line}>
        <Icon size={18} aria-hidden="true" />
        <span>
          {result.message || (result.ok ? 'The connection works.' : 'The connection does not work.')}
        </span>
      </div>
      {result.sample.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing={6} fz="sm" aria-label="The first contacts">
            <Table.Thead>
              <Table.Tr>
                {['Name', 'Company', 'Phone', 'Email'].map((title) => (
                  <Table.Th key={title}>{title}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {result.sample.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a test's rows never change places
                <Table.Tr key={at}>
                  <Table.Td className={classes.whole}>{row.displayName}</Table.Td>
                  <Table.Td>{row.company}</Table.Td>
                  <Table.Td className={`tabular ${classes.whole}`}>{row.phone}</Table.Td>
                  <Table.Td>{row.email}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </output>
  );
}
