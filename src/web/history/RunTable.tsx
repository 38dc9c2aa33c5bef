import { Table, UnstyledButton } from '@mantine/core';
import type { Run } from '../../contract/run.ts';
import { count } from '../ui/count.ts';
import { Pill } from '../ui/Pill.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { duration } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './RunTable.module.css';
import { modeWords, runTook, stateWords, triggerWords } from './run-words.ts';

interface RunTableProps {
  readonly runs: readonly Run[];
  readonly onOpen: (id: string) => void;
}

const counts = ['received', 'added', 'updated', 'unchanged', 'deleted'] as const;

export function RunTable({ runs, onOpen }: RunTableProps) {
  const now = useNow();
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table highlightOnHover verticalSpacing={0} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Started</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Mode</Table.Th>
            <Table.Th>Trigger</Table.Th>
            <Table.Th ta="right">Duration</Table.Th>
            {counts.map((name) => (
              <Table.Th key={name} ta="right" tt="capitalize">
                {name}
              </Table.Th>
            ))}
            <Table.Th ta="right">Issues</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id} onClick={() => onOpen(run.id)} className={classes.row}>
              <Table.Td>
                <UnstyledButton className={classes.open} onClick={() => onOpen(run.id)}>
                  <TimeAgo at={run.startedAt} />
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <Pill tone={stateWords[run.state].tone}>{stateWords[run.state].label}</Pill>
              </Table.Td>
              <Table.Td>{modeWords[run.mode]}</Table.Td>
              <Table.Td>{triggerWords[run.trigger]}</Table.Td>
              <Table.Td ta="right">{duration(runTook(run, now))}</Table.Td>
              {counts.map((name) => (
                <Table.Td key={name} ta="right" data-zero={run[name] === 0 || undefined}>
                  {count(run[name])}
                </Table.Td>
              ))}
              <Table.Td ta="right" data-zero={run.issueCount === 0 || undefined}>
                {count(run.issueCount)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
