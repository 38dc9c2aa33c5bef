import { Button, Group, Stack } from '@mantine/core';
import type { ImportResult } from '../../contract/phonebook.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './Import.module.css';
import { ImportCounts } from './ImportCounts.tsx';
import { ImportIssues } from './ImportIssues.tsx';
import { UndoWords } from './UndoWords.tsx';
import type { Book } from './use-book.ts';
import { useUndoImport } from './use-imports.ts';

interface ImportDoneProps {
  readonly result: ImportResult;
  readonly book: Book;
  readonly onClose: () => void;
}

export function ImportDone({ result, book, onClose }: ImportDoneProps) {
  const undo = useUndoImport();
  const { importId } = result;
  return (
    <Stack gap="md" role="status">
      {undo.data ? (
        <UndoWords result={undo.data} />
      ) : (
        <>
          <p className={classes.file}>
            {book === 'central' ? 'The central book is up to date.' : 'Your personal book is up to date.'} You
            can undo this for 30 days under Imports.
          </p>
          <ImportCounts result={result} />
          <ImportIssues result={result} />
        </>
      )}
      <ProblemAlert error={undo.error} />
      <Group justify="flex-end" gap="xs" className={classes.buttons}>
        {importId && !undo.data && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(importId)}>
            Undo
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
