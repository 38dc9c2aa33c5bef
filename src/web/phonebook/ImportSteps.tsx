import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ImportResult } from '../../contract/phonebook.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { counted } from '../ui/count.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { ColumnsEditor } from './ColumnsEditor.tsx';
import { HowRead } from './HowRead.tsx';
import classes from './Import.module.css';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { RefusedFile } from './RefusedFile.tsx';
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
  merge:
    'A row is known by its e-mail address, else by name and number. A known contact takes what the row says and keeps what it lacks; every other row is added. Nothing is deleted.',
} as const;

const cancelled = {
  cancelled: 'Upload cancelled. The book is as it was.',
  failed: 'Upload cancelled. The book is as it was.',
  done: 'The book was written before the upload could be cancelled. Undo it under Imports.',
  unknown: 'Upload cancelled. Look under Imports whether the book had been written already.',
} as const;

export function ImportSteps({ book, file, onBusy, onClose }: ImportStepsProps) {
  const [mode, setMode] = useState<ImportMode>('replace');
  const [encoding, setEncoding] = useState<string>();
  const [mapping, setMapping] = useState<Mapping>();
  const [choosing, setChoosing] = useState(false);
  // The file as it was read last: from there it can be read otherwise, also when that turns out to be impossible.
  const [known, setKnown] = useState<ImportResult>();
  const [asking, setAsking] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const preview = useImport();
  const write = useImport();

  const read = useEffectEvent(() =>
    preview.mutate({ file, book, mode, encoding, mapping, dryRun: true }, { onSuccess: setKnown }),
  );
  const leave = useEffectEvent(() => preview.abandon());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file, or the file read otherwise, is another preview
  useEffect(() => {
    read();
    return () => leave();
  }, [file, mode, encoding, mapping]);

  const start = () => {
    setAsking(false);
    onBusy(true);
    write.mutate({ file, book, mode, encoding, mapping, dryRun: false }, { onSettled: () => onBusy(false) });
  };
  const cancel = async () => {
    if (!write.isPending) return onClose();
    setCancelling(true);
    const how = await write.cancel();
    showToast(cancelled[how], { ms: 8_000 });
    onClose();
  };

  if (write.data) return <ImportDone result={write.data} book={book} onClose={onClose} />;
  const found = preview.isSuccess ? preview.data : undefined;
  const isWriting = write.isPending || cancelling;
  const working = preview.isPending || isWriting;
  const howRead = known && (
    <HowRead
      result={known}
      encoding={encoding ?? known.encoding}
      onEncoding={(next) => {
        setEncoding(next);
        // Other letters are other headings.
        setMapping(undefined);
        setChoosing(false);
      }}
      onColumns={choosing || known.needsMapping ? undefined : () => setChoosing(true)}
    />
  );
  if (known && !working && (choosing || found?.needsMapping))
    return (
      <Stack gap="md">
        <p className={classes.file}>{file.name}</p>
        {howRead}
        <ColumnsEditor
          result={known}
          onUse={(next) => {
            setMapping(next);
            setChoosing(false);
          }}
          onBack={known.needsMapping ? onClose : () => setChoosing(false)}
        />
      </Stack>
    );
  return (
    <Stack gap="md">
      <p className={classes.file}>{file.name}</p>
      <div>
        <SegmentedControl
          aria-label="What happens to the book"
          disabled={isWriting}
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
        <ImportProgress
          progress={(isWriting ? write : preview).progress}
          fileBytes={file.size}
          writes={isWriting}
        />
      )}
      {!working && howRead}
      {preview.error && !working && <RefusedFile error={preview.error} />}
      {found && !working && <ImportPreview result={found} mode={mode} />}
      {!cancelling && <ProblemAlert error={write.error} title="Nothing was changed" />}
      <Group justify="flex-end" gap="xs" className={classes.buttons}>
        <Button variant="default" loading={cancelling} onClick={() => void cancel()}>
          Cancel
        </Button>
        <Button
          color={mode === 'replace' && found && found.deleted > 0 ? 'red.9' : undefined}
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
