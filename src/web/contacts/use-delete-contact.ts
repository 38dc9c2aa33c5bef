import { useQueryClient } from '@tanstack/react-query';
import type { ContactDetail, ContactPatch } from '../../contract/contact.ts';
import { api } from '../api-client.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { markBack, markGone } from './gone-contacts.ts';
import { useDeleteLocal } from './use-delete-local.ts';

/**
 * Takes one contact away at once, for everybody; Undo is offered for ten seconds. A synced one is hidden, and undoing
 * restores it and enters its older edits again; a local one comes back as it was.
 */
export function useDeleteContact(): (contact: ContactDetail) => Promise<void> {
  const queries = useQueryClient();
  const deleteLocal = useDeleteLocal();

  const undo = async (contact: ContactDetail) => {
    try {
      await api.post(`/contacts/${contact.id}/restore`);
      const edits = Object.entries(contact.fields).map(([field, { value }]) => [field, value]);
      if (edits.length > 0) {
        const patch: ContactPatch = Object.fromEntries(edits);
        await api.patch(`/contacts/${contact.id}`, patch);
      }
      markBack([contact.id]);
    } catch (error) {
      showToast(messageOf(error), { tone: 'bad' });
    }
    await queries.invalidateQueries({ queryKey: ['contacts'] });
  };

  return async (contact) => {
    if (contact.source === null) return deleteLocal([contact.id]);
    markGone([contact.id]);
    try {
      await api.delete(`/contacts/${contact.id}`);
    } catch (error) {
      markBack([contact.id]);
      showToast(messageOf(error), { tone: 'bad' });
      return;
    }
    showToast('Contact hidden for everyone. No sync brings it back.', {
      action: { label: 'Undo', run: () => void undo(contact) },
    });
    await queries.invalidateQueries({ queryKey: ['contacts', 'list'] });
    markBack([contact.id]);
  };
}
