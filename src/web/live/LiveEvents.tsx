import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type EventData, type EventName, events } from '../../contract/events.ts';
import { sessionKey } from '../session/session-query.ts';
import { tellListeners } from './live-listeners.ts';
import { readAgain } from './read-again.ts';

const reopenMs = 3_000;
const names: readonly EventName[] = ['run', 'contacts', 'import', 'call'];

/** Keeps the line to the server open while somebody is signed in; pages listen with `useLive`. */
export function LiveEvents() {
  const queries = useQueryClient();
  useEffect(() => {
    let line: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      line = new EventSource('/api/v1/events');
      // Anything may have been missed: in an interruption, and between what the page loaded first and the line's opening.
      line.addEventListener('hello', () => {
        void readAgain(queries, { predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      });
      for (const name of names) {
        line.addEventListener(name, (message) => tell(name, message.data));
      }
      // A browser goes on by itself after a broken connection, and never after an answer that refuses: the session has
      // ended, which leads to sign-in, or a proxy has spoken while the server starts anew.
      line.addEventListener('error', () => {
        if (line.readyState !== EventSource.CLOSED) return;
        void queries.invalidateQueries({ queryKey: sessionKey });
        again = setTimeout(open, reopenMs);
      });
    };
    open();
    return () => {
      clearTimeout(again);
      line.close();
    };
  }, [queries]);
  return null;
}

function tell<N extends EventName>(name: N, text: string): void {
  const read = events[name].safeParse(JSON.parse(text));
  // An event of a newer server: the next load of the page understands it.
  if (read.success) tellListeners(name, read.data as EventData<N>);
}
