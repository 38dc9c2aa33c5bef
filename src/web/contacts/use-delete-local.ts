import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api-client.ts';
import { counted } from '../ui/count.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { markBack, markGone } from './gone-contacts.ts';

const undoMs = 10_000;

/** Deletes contacts of a book, undoable for ten seconds: until then only this page leaves them out. */
export function useDeleteLocal(): (ids: readonly string[]) => void {
  const queries = useQueryClient();
  return (ids) => {
    markGone(ids);
    let settled = false;
    const settle = () => {
      settled = true;
      clearTimeout(timer);
      window.removeEventListener('pagehide', leave);
    };
    const send = async () => {
      if (settled) return;
      settle();
      try {
        await api.post('/contacts/delete', { ids });
      } catch (error) {
        showToast(`Not deleted: ${messageOf(error)}`, { tone: 'bad' });
      }
      await queries.invalidateQueries({ queryKey: ['contacts'] });
      markBack(ids);
    };
    // Whoever closes the page meant what they did.
    const leave = () => {
      if (settled) return;
      settle();
      api.postWhileLeaving('/contacts/delete', { ids });
    };
    const timer = setTimeout(() => void send(), undoMs);
    window.addEventListener('pagehide', leave);
    showToast(`${counted(ids.length, 'contact')} deleted.`, {
      ms: undoMs,
      action: {
        label: 'Undo',
        run: () => {
          settle();
          markBack(ids);
        },
      },
    });
  };
}
