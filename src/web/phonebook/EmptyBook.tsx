import { Button } from '@mantine/core';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconAddressBook, IconSearch } from '../ui/icons.ts';
import type { Book } from './use-book.ts';

interface EmptyBookProps {
  readonly book: Book;
  readonly q: string | undefined;
  readonly mayWrite: boolean;
  readonly onAdd: () => void;
}

export function EmptyBook({ book, q, mayWrite, onAdd }: EmptyBookProps) {
  if (q) {
    return (
      <EmptyState icon={<IconSearch size={22} />} title="No contact of this book matches">
        Every word must be in the name, e-mail or company; digits and + look at numbers.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconAddressBook size={22} />}
      title={book === 'central' ? 'The central book is empty' : 'Your personal book is empty'}
      action={mayWrite && <Button onClick={onAdd}>Add the first contact</Button>}
    >
      {book === 'central'
        ? 'Contacts that everybody and every phone of the company sees, beside those from sources.'
        : 'Contacts that only you see, and the phones that an administrator set up for you. No page shows them to anybody else.'}
      {mayWrite && ' Type them in, or drop a file anywhere on this page.'}
    </EmptyState>
  );
}
