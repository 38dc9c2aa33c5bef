import { Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { SaveButtons } from './SaveButtons.tsx';

interface NoteFormProps {
  readonly initial?: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (text: string, done: () => void) => void;
  readonly onCancel?: () => void;
}

export function NoteForm({ initial = '', pending, error, onSave, onCancel }: NoteFormProps) {
  const [text, setText] = useState(initial);
  const save = () => onSave(text, () => setText(''));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') save();
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label="Note"
          placeholder="Write a note"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') save();
          }}
        />
        <ProblemAlert error={error} />
        {(text.trim() !== '' || onCancel) && (
          <SaveButtons
            label="Save note"
            pending={pending}
            disabled={text.trim() === ''}
            onCancel={onCancel}
          />
        )}
      </Stack>
    </form>
  );
}
