import { Drawer, Skeleton, Stack } from '@mantine/core';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconFileImport } from '../ui/icons.ts';
import { ImportItem } from './ImportItem.tsx';
import type { Book } from './use-book.ts';
import { useImports } from './use-imports.ts';

interface ImportsDrawerProps {
  readonly book: Book;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What was uploaded into a book in the last 30 days, and Undo. */
export function ImportsDrawer({ book, opened, onClose }: ImportsDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title="Imports"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Imports book={book} />}
    </Drawer>
  );
}

function Imports({ book }: { readonly book: Book }) {
  const { data, error, refetch } = useImports(book);
  if (error && !data) return <Failed what="The imports" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={<IconFileImport size={22} />} title="Nothing was uploaded yet">
        Every upload is listed here and can be undone for 30 days, the newest first.
      </EmptyState>
    );
  }
  return (
    <Stack gap={0}>
      {data.map((one) => (
        <ImportItem key={one.id} one={one} />
      ))}
    </Stack>
  );
}
