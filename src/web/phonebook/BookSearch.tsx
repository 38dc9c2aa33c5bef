import { CloseButton, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { IconSearch } from '../ui/icons.ts';

interface BookSearchProps {
  readonly q: string | undefined;
  readonly onSearch: (q: string | undefined) => void;
}

const pauseMs = 180;

/** Searches this book only; the field in the header searches everything. */
export function BookSearch({ q, onSearch }: BookSearchProps) {
  const [text, setText] = useState(q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (q === undefined) setText('');
  }, [q]);
  const send = (next: string) => {
    clearTimeout(timer.current);
    onSearch(next.trim() || undefined);
  };
  return (
    <TextInput
      aria-label="Search this book"
      placeholder="Search this book"
      flex="1 1 140px"
      maw={220}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      value={text}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text && (
          <CloseButton
            size="sm"
            aria-label="Clear this search"
            onClick={() => {
              setText('');
              send('');
            }}
          />
        )
      }
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(text);
      }}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(next), pauseMs);
      }}
    />
  );
}
