import { Button, Group, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactDetail } from '../../contract/contact.ts';
import { readAgain } from '../live/read-again.ts';
import { useLive } from '../live/use-live.ts';
import { IconMail, IconPhone } from '../ui/icons.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { ActivityItem } from './ActivityItem.tsx';
import { LogForm } from './LogForm.tsx';
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
export function Timeline({ contact }: { readonly contact: ContactDetail }) {
  const contactId = contact.id;
  const queries = useQueryClient();
  // A call that ends while the contact is open stands in its timeline at once.
  useLive('call', (call) => {
    if (call.contactId === contactId) void readAgain(queries, { queryKey: ['activities', contactId] });
  });
  const [logging, setLogging] = useState<'call' | 'email' | null>(null);
  const [kind, setKind] = useState<ActivityKind>('');
  const found = useActivities(contactId, kind);
  const { add } = useActivityActs(contactId);
  const items = found.data?.pages.flatMap((page) => page.items);
  return (
    <Stack gap="sm">
      {logging ? (
        <LogForm
          key={logging}
          kind={logging}
          numbers={contact.phones.map(({ number }) => number)}
          pending={add.isPending}
          error={add.error}
          onSave={(body) => add.mutate(body, { onSuccess: () => setLogging(null) })}
          onCancel={() => {
            add.reset();
            setLogging(null);
          }}
        />
      ) : (
        <>
          <NoteForm
            pending={add.isPending}
            error={add.error}
            onSave={(text, done) => add.mutate({ kind: 'note', text }, { onSuccess: done })}
          />
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPhone size={14} />}
              onClick={() => setLogging('call')}
            >
              Log a call
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconMail size={14} />}
              onClick={() => setLogging('email')}
            >
              Log an e-mail
            </Button>
          </Group>
        </>
      )}
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
