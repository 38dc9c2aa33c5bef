import { Button } from '@mantine/core';
import { IconRefresh } from '../ui/icons.ts';

interface ChangedListProps {
  readonly shown: boolean;
  readonly onShow: () => void;
}

/** Somebody far down a list is not thrown about when contacts change: the list offers to start anew. */
export function ChangedList({ shown, onShow }: ChangedListProps) {
  if (!shown) return null;
  return (
    <Button size="xs" variant="light" leftSection={<IconRefresh size={14} />} onClick={onShow}>
      Contacts changed · Show
    </Button>
  );
}
