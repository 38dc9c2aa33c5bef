import { Stack, Title } from '@mantine/core';
import type { Run } from '../../contract/run.ts';
import { count, counted } from '../ui/count.ts';
import { Facts } from '../ui/Facts.tsx';
import { Pill } from '../ui/Pill.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { duration, exactTime } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import { RunChanges } from './RunChanges.tsx';
import { RunIssues } from './RunIssues.tsx';
import { modeWords, runTook, stateWords, triggerWords } from './run-words.ts';

export function RunDetail({ run }: { readonly run: Run }) {
  const now = useNow();
  const { label, tone } = stateWords[run.state];
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [
            'State',
            <Pill key="state" tone={tone}>
              {label}
            </Pill>,
          ],
          ['Started', exactTime(run.startedAt)],
          ['Duration', duration(runTook(run, now))],
          ['Mode', modeWords[run.mode]],
          ['Trigger', triggerWords[run.trigger]],
          ['Received', count(run.received)],
          ['Added', count(run.added)],
          ['Updated', count(run.updated)],
          ['Unchanged', count(run.unchanged)],
          ['Deleted', count(run.deleted)],
          ...(run.pendingDeletes > 0
            ? ([['Wait for a decision', counted(run.pendingDeletes, 'removal')]] as const)
            : []),
        ]}
      />
      {run.error && <ProblemAlert error={new Error(run.error.message)} title="What went wrong" />}
      {run.issueCount > 0 && <RunIssues run={run} />}
      <section>
        <Title order={2} mb="xs">
          Contacts
        </Title>
        <RunChanges runId={run.id} {...(run.state === 'held' ? { only: 'pending-delete' as const } : {})} />
      </section>
    </Stack>
  );
}
