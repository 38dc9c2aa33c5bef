import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { counted } from '../ui/count.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './Import.module.css';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import type { Book } from './use-book.ts';
import { type ImportMode, useImport } from './use-import.ts';

interface ImportStepsProps {
  readonly book: Book;
  readonly file: File;
  readonly onBusy: (busy: boolean) => void;
  readonly onClose: () => void;
}

const explained = {
  replace:
    'The book becomes what the file says. What is in both as it was stays untouched; the rest is deleted.',
  merge: 'New contacts are added, known ones updated; their other numbers stay. Nothing is deleted.',
} as const;

export function ImportSteps({ book, file, onBusy, onClose }: ImportStepsProps) {
  const [mode, setMode] = useState<ImportMode>('replace');
  const [sent, setSent] = useState(0);
  const [asking, setAsking] = useState(false);
  const preview = useImport();
  const write = useImport();

  const read = useEffectEvent((signal: AbortSignal) => {
    setSent(0);
    preview.mutate({ file, book, mode, dryRun: true, signal, onSent: setSent });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file or another mode is another preview
  useEffect(() => {
    const left = new AbortController();
    read(left.signal);
    return () => left.abort();
  }, [file, mode]);

  const start = () => {
    setAsking(false);
    setSent(0);
    onBusy(true);
    write.mutate({ file, book, mode, dryRun: false, onSent: setSent }, { onSettled: () => onBusy(false) });
  };

  if (write.data) return <ImportDone result={write.data} book={book} onClose={onClose} />;
  const found = preview.isSuccess ? preview.data : undefined;
  const working = preview.isPending || write.isPending;
  return (
    <Stack gap="md">
      <p className={classes.file}>{file.name}</p>
      <div>
        <SegmentedControl
          aria-label="What happens to the book"
          disabled={write.isPending}
          data={[
            { value: 'replace', label: 'Replace' },
            { value: 'merge', label: 'Merge' },
          ]}
          value={mode}
          onChange={(next) => setMode(next === 'merge' ? 'merge' : 'replace')}
        />
        <p className={classes.quiet}>{explained[mode]}</p>
      </div>
      {working && (
        <ImportProgress sent={sent} doing={write.isPending ? 'Writing the book' : 'Reading the file'} />
      )}
      {preview.isError && <ProblemAlert error={preview.error} title="This file cannot be used" />}
      {found && !working && <ImportPreview result={found} mode={mode} />}
      <ProblemAlert error={write.error} title="Nothing was changed" />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={write.isPending} onClick={onClose}>
          Cancel
        </Button>
        <Button
          disabled={!found || working || found.contacts === 0}
          onClick={() => (mode === 'replace' ? setAsking(true) : start())}
        >
          {mode === 'replace' ? 'Replace the book' : 'Merge into the book'}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title="Replace the book"
        act={
          found && found.deleted > 0 ? `Replace and delete ${counted(found.deleted, 'contact')}` : 'Replace'
        }
        tone="danger"
        pending={false}
        onConfirm={start}
        onClose={() => setAsking(false)}
      >
        CSV upload will delete existing records. Do you want to proceed?
        {found && <p className={classes.quiet}>{counted(found.deleted, 'contact')} will be deleted.</p>}
      </ConfirmDialog>
    </Stack>
  );
}
