import { Modal } from '@mantine/core';
import { useState } from 'react';
import { ImportSteps } from './ImportSteps.tsx';
import type { Book } from './use-book.ts';

interface ImportDialogProps {
  readonly book: Book;
  readonly file: File | undefined;
  readonly onClose: () => void;
}

/** From a file to a preview to a book. */
export function ImportDialog({ book, file, onClose }: ImportDialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened={file !== undefined}
      onClose={onClose}
      size={720}
      title={book === 'central' ? 'Upload to the central book' : 'Upload to your personal book'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      // While the book is being written only Cancel leaves: a stray click must not hide what comes of it.
      withCloseButton={!busy}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
    >
      {file && <ImportSteps book={book} file={file} onBusy={setBusy} onClose={onClose} />}
    </Modal>
  );
}
