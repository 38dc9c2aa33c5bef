import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from '../live/use-live.ts';

const quietMs = 2_000;

/** Reads the book again after changes, at most every two seconds. What a sync brings is not in it. */
export function useFreshBook(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive('contacts', ({ reason }) => {
    if (reason === 'sync' || reason === 'erase') return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ['contacts', 'book'] });
    }, quietMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
