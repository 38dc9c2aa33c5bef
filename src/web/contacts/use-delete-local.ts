import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api-client.ts';
import { counted } from '../ui/count.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { markBack, markGone } from './gone-contacts.ts';

/** Deletes contacts of a book, at once and for everybody. Undo, offered for ten seconds, brings them back as they were. */
export function useDeleteLocal(): (ids: readonly string[]) => Promise<void> {
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['contacts'] });

  const undo = async (ids: readonly string[]) => {
    try {
      const { restored } = await api.post<{ restored: number }>('/contacts/restore', { ids });
      if (restored < ids.length) {
        showToast(`${counted(ids.length - restored, 'contact')} could not be restored.`, { tone: 'bad' });
      }
    } catch (error) {
      showToast(`Not restored: ${messageOf(error)}`, { tone: 'bad', action: undoAgain(ids) });
    }
    await readAgain();
  };
  const undoAgain = (ids: readonly string[]) => ({ label: 'Undo', run: () => void undo(ids) });

  return async (ids) => {
    markGone(ids);
    try {
      await api.post('/contacts/delete', { ids });
      showToast(`${counted(ids.length, 'contact')} deleted.`, { action: undoAgain(ids) });
    } catch (error) {
      showToast(`Not deleted: ${messageOf(error)}`, { tone: 'bad' });
    }
    await readAgain();
    markBack(ids);
  };
}
