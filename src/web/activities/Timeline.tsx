import { Button, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { ActivityItem } from './ActivityItem.tsx';
import { NoteForm } from './NoteForm.tsx';
import classes from './Timeline.module.css';
import { type ActivityKind, useActivities, useActivityActs } from './use-activities.ts';

const kinds = [
  { value: '', label: 'All' },
  { value: 'note', label: 'Notes' },
  { value: 'call', label: 'Calls' },
  { value: 'email', label: 'E-mails' },
];

/** What happened with a contact, newest first. */
export function Timeline({ contactId }: { readonly contactId: string }) {
  const [kind, setKind] = useState<ActivityKind>('');
  const found = useActivities(contactId, kind);
  const { add } = useActivityActs(contactId);
  const items = found.data?.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      <NoteForm
        pending={add.isPending}
        error={add.error}
        onSave={(text, done) => add.mutate({ kind: 'note', text }, { onSuccess: done })}
      />
      <SegmentedControl
        size="xs"
        data={kinds}
        value={kind}
        onChange={(next) => setKind(next as ActivityKind)}
        aria-label="Kind of activity"
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Skeleton height={80} />}
      {items?.length === 0 && (
        <p className={classes.quiet}>
          {kind === ''
            ? 'Nothing yet. Notes, and calls that your PBX reports, stand here.'
            : 'None of this kind.'}
        </p>
      )}
      <ol className={classes.list}>
        {items?.map((activity) => (
          <ActivityItem key={activity.id} contactId={contactId} activity={activity} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </Stack>
  );
}
