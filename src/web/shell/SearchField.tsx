import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { IconSearch } from '../ui/icons.ts';
import classes from './SearchField.module.css';
import { focusSearch, searchFieldId } from './search-focus.ts';
import { useSearchContacts } from './use-search-contacts.ts';

const pauseMs = 180;

/** The search that is on every page: typing in it shows the contacts that match. */
export function SearchField() {
  const shown = useRouterState({
    select: ({ location }) =>
      location.pathname === '/contacts' && 'q' in location.search ? String(location.search.q ?? '') : '',
  });
  const search = useSearchContacts();
  const [text, setText] = useState(shown);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(shown);

  // The address changed by other ways than typing: back, a link, another page.
  useEffect(() => {
    if (shown === sent.current) return;
    sent.current = shown;
    setText(shown);
  }, [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!ctrlK && !(event.key === '/' && !isTyping(event.target))) return;
      event.preventDefault();
      focusSearch();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const send = (next: string) => {
    clearTimeout(timer.current);
    sent.current = next.trim();
    search(next.trim());
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), pauseMs);
  };

  return (
    <search className={classes.search}>
      <TextInput
        id={searchFieldId}
        aria-label="Search contacts"
        placeholder="Search name, e-mail, number, company"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text);
          if (event.key === 'Escape' && text !== '') {
            setText('');
            send('');
          }
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('[data-list]')?.focus();
        }}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          text === '' ? (
            <Kbd size="xs" className={classes.key} aria-hidden="true">
              /
            </Kbd>
          ) : (
            <CloseButton
              size="sm"
              aria-label="Clear search"
              onClick={() => {
                setText('');
                send('');
                focusSearch();
              }}
            />
          )
        }
      />
    </search>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
