import { Button, NativeSelect, Skeleton, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { withQuery } from '../api-client.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconDownload } from '../ui/icons.ts';
import { PageHead } from '../ui/PageHead.tsx';
import classes from './AuditLog.module.css';
import { AuditTable } from './AuditTable.tsx';
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

/** Who did what to what: filtered, a page after the other, and as a file. */
export function AuditLog() {
  const [subjectKind, setSubjectKind] = useState('');
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [actor] = useDebouncedValue(typed.trim(), 250);
  const filter = { subjectKind, actor, since: startOf(from, 0), until: startOf(to, 1) };
  const audit = useAudit(filter);
  const events = audit.data?.pages.flatMap((page) => page.items);
  const isFiltered = Object.values(filter).some((value) => value !== '');
  return (
    <>
      <PageHead title="Audit log" note="Kept for 400 days">
        <div className={classes.filters}>
          <TextInput
            aria-label="Who"
            placeholder="Who"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="To what"
            data={kinds}
            value={subjectKind}
            onChange={(event) => setSubjectKind(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            aria-label="From"
            leftSection="from"
            leftSectionWidth={48}
            value={from}
            max={to || undefined}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            aria-label="To"
            leftSection="to"
            leftSectionWidth={34}
            value={to}
            min={from || undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={16} />}
            href={`/api/v1${withQuery('/audit.csv', filter)}`}
            download
          >
            CSV
          </Button>
        </div>
      </PageHead>
      <Stack gap="md" px={{ base: 16, sm: 24 }} pb="xl" style={{ overflow: 'auto', flex: 1 }}>
        {audit.isError && (
          <Failed what="The audit log" error={audit.error} retry={() => void audit.refetch()} />
        )}
        {!events && !audit.isError && <Skeleton height={240} />}
        {events?.length === 0 && (
          <EmptyState title="Nothing to show">
            {isFiltered ? 'Nothing fits this filter.' : 'What people change will stand here.'}
          </EmptyState>
        )}
        {events && events.length > 0 && <AuditTable events={events} />}
        {audit.hasNextPage && (
          <Button
            variant="default"
            style={{ flex: 'none' }}
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

/** Midnight here at the beginning of a chosen day, so many days on; none is chosen: no bound. */
function startOf(day: string, daysOn: number): string {
  const [year, month, date] = day.split('-').map(Number);
  // A browser takes six digits for a year; times have four.
  if (!year || !month || !date || year > 9_000) return '';
  return new Date(year, month - 1, date + daysOn).toISOString();
}
