import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Source } from '../../contract/source.ts';
import { RunChanges } from '../history/RunChanges.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { count, counted } from '../ui/count.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './HeldRunPanel.module.css';
import { useDecideRun } from './use-decide-run.ts';

interface HeldRunPanelProps {
  readonly source: Source;
  readonly runId: string;
}

/** A run that would remove too much waits here: how many, who, and what to do with them. */
export function HeldRunPanel({ source, runId }: HeldRunPanelProps) {
  const decide = useDecideRun(runId);
  const [looking, setLooking] = useState(false);
  const [asking, setAsking] = useState(false);
  const { pendingDeletes, contacts, message } = source.status;
  const removals = counted(pendingDeletes, 'contact');

  return (
    <section className={classes.panel} aria-label="Held removals">
      <p className={classes.words}>
        <strong>The removals of the last sync wait for you.</strong>{' '}
        {message ||
          `It would remove ${removals} of ${count(contacts)}. Additions and changes are in already.`}
      </p>
      <ProblemAlert error={asking ? null : decide.error} />
      <Group gap="xs">
        <Button size="xs" variant="default" aria-expanded={looking} onClick={() => setLooking(!looking)}>
          {looking ? 'Close the list' : 'Who would go'}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={decide.isPending && decide.variables === 'discard'}
          onClick={() => decide.mutate('discard')}
        >
          Discard
        </Button>
        <Button size="xs" color="red.9" onClick={() => setAsking(true)}>
          Apply
        </Button>
      </Group>
      {looking && (
        <div className={classes.who}>
          <RunChanges runId={runId} only="pending-delete" />
        </div>
      )}
      <ConfirmDialog
        opened={asking}
        title={`Apply the removals of ${source.name}`}
        act={`Remove ${removals}`}
        tone="danger"
        pending={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate('apply', { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        {removals} will be removed from the list and from all phones. They come back if the source has them
        again.
      </ConfirmDialog>
    </section>
  );
}
