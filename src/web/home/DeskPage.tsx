import { Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContactDetail } from '../../contract/contact.ts';
import { api } from '../api-client.ts';
import { CallLine } from '../calls/CallLine.tsx';
import { useCalls } from '../calls/use-calls.ts';
import { useSession } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Initials } from '../ui/Initials.tsx';
import { IconSearch } from '../ui/icons.ts';
import { Page } from '../ui/Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import classes from './DeskPage.module.css';
import { recentlyViewed } from './recently-viewed.ts';

/** Where an agent starts: find somebody, see who called, go on where one was. */
export function DeskPage() {
  const { user } = useSession();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const calls = useCalls(false);
  const viewed = useQueries({
    queries: recentlyViewed(user.id).map((id) => ({
      queryKey: ['contacts', 'viewed', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<ContactDetail>(`/contacts/${id}`, { signal }),
      retry: false,
    })),
    // One that was hidden or is gone is simply no longer there.
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
  return (
    <>
      <PageHead title="Desk" note={user.extension ? `Extension ${user.extension}` : undefined} />
      <Page>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ to: '/contacts', search: { q } });
          }}
        >
          <TextInput
            autoFocus
            size="lg"
            aria-label="Find a contact"
            placeholder="Name, company, e-mail or number"
            leftSection={<IconSearch size={20} />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        </form>
        <div className={classes.columns}>
          <section aria-label="Recent calls">
            <Title order={2}>Recent calls</Title>
            {calls.isPending && <Skeleton height={120} mt="sm" />}
            {calls.data?.items.length === 0 && (
              <EmptyState title="No calls yet">
                {user.extension
                  ? 'Calls to your extension appear here as soon as your PBX reports them.'
                  : 'You have no extension yet. An administrator sets it under People.'}
              </EmptyState>
            )}
            <Stack gap={0} mt="sm">
              {calls.data?.items.map((call) => (
                <CallLine key={call.callId} call={call} />
              ))}
            </Stack>
          </section>
          <section aria-label="Recently viewed">
            <Title order={2}>Recently viewed</Title>
            {viewed.length === 0 && (
              <EmptyState title="Nobody yet">Contacts that you open stand here.</EmptyState>
            )}
            <Stack gap={0} mt="sm">
              {viewed.map((contact) => (
                <Link
                  key={contact.id}
                  className={classes.viewed}
                  to="/contacts"
                  search={{ contact: contact.id }}
                >
                  <Initials name={contact.displayName} />
                  <span className="cut">{contact.displayName}</span>
                  <span className={`cut ${classes.quiet}`}>{contact.company}</span>
                </Link>
              ))}
            </Stack>
          </section>
        </div>
      </Page>
    </>
  );
}
