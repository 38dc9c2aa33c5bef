import { Button, Loader, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RunChange } from '../../contract/run.ts';
import { Pill } from '../ui/Pill.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './RunChanges.module.css';
import { changeWords } from './run-words.ts';
import { useRunChanges } from './use-run-changes.ts';

interface RunChangesProps {
  readonly runId: string;
  /** Only changes of this kind, without a choice. */
  readonly only?: RunChange['change'];
}

type Choice = 'all' | RunChange['change'];

const choices = [
  { value: 'all', label: 'All' },
  { value: 'added', label: 'Added' },
  { value: 'updated', label: 'Updated' },
  { value: 'deleted', label: 'Deleted' },
] satisfies { value: Choice; label: string }[];

/** The contacts that a run changed, or would remove. */
export function RunChanges({ runId, only }: RunChangesProps) {
  const [choice, setChoice] = useState<Choice>('all');
  const list = useRunChanges(runId, only ?? (choice === 'all' ? undefined : choice));
  const changes = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.changes}>
      {!only && (
        <SegmentedControl
          size="xs"
          aria-label="Kind of change"
          data={choices}
          value={choice}
          onChange={(value) => setChoice(choices.find((one) => one.value === value)?.value ?? 'all')}
        />
      )}
      <ProblemAlert error={list.error} />
      {list.isPending && <Loader aria-label="Loading changes" />}
      {list.data && changes.length === 0 && <p className={classes.none}>No contact.</p>}
      <ul className={classes.list}>
        {changes.map((change) => (
          <li key={`${change.change} ${change.externalId}`}>
            <span className="cut">{change.displayName || change.externalId}</span>
            {!only && <Pill tone={changeWords[change.change].tone}>{changeWords[change.change].label}</Pill>}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
