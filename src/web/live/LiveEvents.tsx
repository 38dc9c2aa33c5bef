import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type EventData, type EventName, events } from '../../contract/events.ts';
import { tellListeners } from './live-listeners.ts';
import { readAgain } from './read-again.ts';

const names: readonly EventName[] = ['run', 'contacts', 'import', 'call'];

/** Keeps the line to the server open while somebody is signed in; pages listen with `useLive`. */
export function LiveEvents() {
  const queries = useQueryClient();
  useEffect(() => {
    const line = new EventSource('/api/v1/events');
    // Anything may have been missed: in an interruption, and between what the page loaded first and the line's opening.
    line.addEventListener('hello', () => {
      void readAgain(queries, { predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    });
    for (const name of names) {
      line.addEventListener(name, (message) => tell(name, message.data));
    }
    return () => line.close();
  }, [queries]);
  return null;
}

function tell<N extends EventName>(name: N, text: string): void {
  const read = events[name].safeParse(JSON.parse(text));
  // An event of a newer server: the next load of the page understands it.
  if (read.success) tellListeners(name, read.data as EventData<N>);
}
