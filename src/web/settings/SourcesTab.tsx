import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { LostPage } from '../shell/LostPage.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconPlus } from '../ui/icons.ts';
import { NewSourceCard } from './NewSourceCard.tsx';
import { SourceCard } from './SourceCard.tsx';
import { sourceKinds } from './source-kinds.ts';
import { useSources } from './use-sources.ts';

const route = getRouteApi('/frame/settings/$kind');

/** The sources of one kind, each a card; the form for the first while there is none. */
export function SourcesTab() {
  const { kind: name } = route.useParams();
  const kind = sourceKinds[name];
  const { data, error, refetch } = useSources();
  const [adding, setAdding] = useState(false);

  if (!kind) return <LostPage />;
  if (error && !data) return <Failed what="The sources" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={180} radius={10} aria-label="Loading sources" />;

  const sources = data.filter((source) => source.kind === name);
  const isFirst = sources.length === 0;
  return (
    <Stack gap="md" key={name}>
      {sources.map((source) => (
        <SourceCard key={source.id} source={source} kind={kind} />
      ))}
      {isFirst || adding ? (
        <NewSourceCard
          kindName={name}
          kind={kind}
          onSaved={() => setAdding(false)}
          {...(isFirst ? {} : { onCancel: () => setAdding(false) })}
        />
      ) : (
        <Group>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            Add another
          </Button>
        </Group>
      )}
    </Stack>
  );
}
