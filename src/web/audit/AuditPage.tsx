import { Button, NativeSelect, Skeleton, Stack, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { withQuery } from '../api-client.ts';
import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconDownload } from '../ui/icons.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { useAudit } from './use-audit.ts';

const kinds = [
  { value: '', label: 'Everything' },
  { value: 'contact', label: 'Contacts' },
  { value: 'source', label: 'Sources' },
  { value: 'run', label: 'Runs' },
  { value: 'book', label: 'Phone book' },
  { value: 'person', label: 'People' },
  { value: 'api-key', label: 'API keys' },
  { value: 'device', label: 'Devices' },
  { value: 'tenant', label: 'Company' },
];

/** Who did what to what. */
export function AuditPage() {
  const [subjectKind, setSubjectKind] = useState('');
  const [typed, setTyped] = useState('');
  const [actor] = useDebouncedValue(typed.trim(), 250);
  const audit = useAudit({ subjectKind, actor });
  const events = audit.data?.pages.flatMap((page) => page.items);
  if (useRole() !== 'administrator') {
    return (
      <EmptyState title="Only administrators see the audit log">
        Ask an administrator of your company.
      </EmptyState>
    );
  }
  return (
    <>
      <PageHead title="Audit log" note="Kept for 400 days">
        <TextInput
          aria-label="Who"
          placeholder="Who"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="About"
          data={kinds}
          value={subjectKind}
          onChange={(event) => setSubjectKind(event.currentTarget.value)}
        />
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} />}
          href={`/api/v1${withQuery('/audit.csv', { subjectKind, actor })}`}
          download
        >
          CSV
        </Button>
      </PageHead>
      <Stack gap="md" px={{ base: 16, sm: 24 }} pb="xl" style={{ overflow: 'auto', flex: 1 }}>
        {audit.isError && (
          <Failed what="The audit log" error={audit.error} retry={() => void audit.refetch()} />
        )}
        {!events && !audit.isError && <Skeleton height={240} />}
        {events?.length === 0 && (
          <EmptyState title="Nothing to show">
            {subjectKind || actor ? 'Nothing fits this filter.' : 'What people change will stand here.'}
          </EmptyState>
        )}
        {events && events.length > 0 && (
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing={6} aria-label="Audit log">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={150}>When</Table.Th>
                  <Table.Th w={180}>Who</Table.Th>
                  <Table.Th w={200}>What</Table.Th>
                  <Table.Th>Details</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {events.map((event) => (
                  <Table.Tr key={event.id}>
                    <Table.Td>
                      <TimeAgo at={event.at} />
                    </Table.Td>
                    <Table.Td>{event.actor.name}</Table.Td>
                    <Table.Td>{words(event.action)}</Table.Td>
                    <Table.Td style={{ color: 'var(--mantine-color-dimmed)' }}>
                      {details(event.details)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {audit.hasNextPage && (
          <Button
            variant="default"
            loading={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            Show older
          </Button>
        )}
      </Stack>
    </>
  );
}

/** `contact.use-source` → "Contact: use source". */
function words(action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  const subject = noun.replaceAll('-', ' ');
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${verb.replaceAll('-', ' ')}`;
}

function details(found: Readonly<Record<string, unknown>>): string {
  return Object.entries(found)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join(' · ');
}
