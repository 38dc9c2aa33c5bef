import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../live/use-live.ts';
import type { useContacts } from './use-contacts.ts';

const quietMs = 2_000;
// Reading a list again reads all of its pages: beyond these it would be felt, so it is offered instead.
const mostPages = 3;

/** Follows the server's changes: a short list is read again by itself, at most every two seconds. */
export function useFreshList(list: ReturnType<typeof useContacts>) {
  const queries = useQueryClient();
  const [isStale, setStale] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pages = list.data?.pages.length ?? 0;

  useLive('contacts', () => {
    if (pages > mostPages) return setStale(true);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ['contacts'] });
    }, quietMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    isStale,
    reload: () => {
      setStale(false);
      void queries.resetQueries({ queryKey: ['contacts', 'list'] });
    },
  };
}
