import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useGoneContacts } from '../contacts/gone-contacts.ts';
import { useDeleteLocal } from '../contacts/use-delete-local.ts';
import { useRole } from '../session/use-session.ts';
import { totalWords } from '../ui/count.ts';
import { Failed } from '../ui/Failed.tsx';
import { IconPlus } from '../ui/icons.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { AddContactDrawer } from './AddContactDrawer.tsx';
import { BookSearch } from './BookSearch.tsx';
import { BookTable } from './BookTable.tsx';
import { DropZone } from './DropZone.tsx';
import { EditContactDrawer } from './EditContactDrawer.tsx';
import { EmptyBook } from './EmptyBook.tsx';
import { FileMenu } from './FileMenu.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { ImportsDrawer } from './ImportsDrawer.tsx';
import classes from './PhonebookPage.module.css';
import { TooMany } from './TooMany.tsx';
import { useBook } from './use-book.ts';
import { useFreshBook } from './use-fresh-book.ts';

const route = getRouteApi('/frame/phonebook');

/** The central book and one's own: what was typed in here or came from a file. */
export function PhonebookPage() {
  const { book = 'central', q, add } = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useRole() === 'administrator' || book === 'personal';
  const found = useBook(book, q);
  useFreshBook();
  const gone = useGoneContacts();
  const deleteContacts = useDeleteLocal();
  const [editing, setEditing] = useState<string>();
  const [file, setFile] = useState<File>();
  const [showsImports, setShowsImports] = useState(false);
  const contacts = found.data?.items.filter(({ id }) => !gone.has(id));
  const openAdd = (number: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, add: number }), replace: true });

  return (
    <>
      <PageHead title="Central Phone Book" note={found.data && totalWords(found.data)}>
        <SegmentedControl
          aria-label="Book"
          data={[
            { value: 'central', label: 'Central' },
            { value: 'personal', label: 'Personal' },
          ]}
          value={book}
          onChange={(next) =>
            void navigate({ search: { book: next === 'personal' ? 'personal' : undefined }, replace: true })
          }
        />
        <BookSearch
          q={q}
          onSearch={(next) => void navigate({ search: (before) => ({ ...before, q: next }), replace: true })}
        />
        {mayWrite && <FileMenu book={book} onFile={setFile} onImports={() => setShowsImports(true)} />}
        {mayWrite && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => openAdd('')}>
            Add<span className={classes.wide}>&nbsp;contact</span>
          </Button>
        )}
      </PageHead>
      <TooMany list={found.data} />
      {found.isError && !found.data ? (
        <Failed what="The phone book" error={found.error} retry={() => void found.refetch()} />
      ) : contacts?.length === 0 ? (
        <EmptyBook book={book} q={q} mayWrite={mayWrite} onAdd={() => openAdd('')} />
      ) : (
        <BookTable
          key={book}
          contacts={contacts}
          mayWrite={mayWrite}
          isWaiting={found.isPlaceholderData}
          onEdit={setEditing}
          onDelete={(ids) => void deleteContacts(ids)}
        />
      )}
      {mayWrite && <DropZone onFile={setFile} />}
      <AddContactDrawer book={book} number={add} onClose={() => openAdd(undefined)} />
      <EditContactDrawer id={editing} onClose={() => setEditing(undefined)} />
      <ImportDialog book={book} file={file} onClose={() => setFile(undefined)} />
      <ImportsDrawer book={book} opened={showsImports} onClose={() => setShowsImports(false)} />
    </>
  );
}
