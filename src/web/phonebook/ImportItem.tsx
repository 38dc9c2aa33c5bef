import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ImportRecord } from '../../contract/phonebook.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { count } from '../ui/count.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import classes from './Import.module.css';
import { UndoWords } from './UndoWords.tsx';
import { useUndoImport } from './use-imports.ts';

export function ImportItem({ one }: { readonly one: ImportRecord }) {
  const undo = useUndoImport();
  const [asking, setAsking] = useState(false);
  return (
    <article className={classes.item}>
      <div className={classes.itemHead}>
        <strong>
          {one.mode === 'replace' ? 'Replaced' : 'Merged'} <TimeAgo at={one.at} />
        </strong>
        {one.undoable && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            Undo
          </Button>
        )}
      </div>
      <p className={classes.quiet}>
        By {one.importedBy} · {count(one.added)} added, {count(one.updated)} updated, {count(one.deleted)}{' '}
        deleted, {count(one.unchanged)} unchanged
      </p>
      {undo.data ? (
        <UndoWords result={undo.data} />
      ) : (
        one.undoneAt && (
          <p className={classes.quiet}>
            Undone <TimeAgo at={one.undoneAt} /> by {one.undoneBy}
          </p>
        )
      )}
      <ConfirmDialog
        opened={asking}
        title="Undo this upload"
        act="Put the book back"
        pending={undo.isPending}
        error={undo.error}
        onConfirm={() => undo.mutate(one.id, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        The book becomes what it was before this upload. Contacts that somebody edited since are kept as they
        are.
      </ConfirmDialog>
    </article>
  );
}
