import type { Person } from '../../contract/people.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { usePeopleActs } from './use-people.ts';

interface RemovePersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function RemovePersonDialog({ person, onClose }: RemovePersonDialogProps) {
  const { remove } = usePeopleActs();
  const count = person.personalContacts;
  return (
    <ConfirmDialog
      opened
      title={`Delete ${person.name || person.email}?`}
      act={`Delete ${person.name || person.email}`}
      tone="danger"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(person.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      They can no longer sign in.{' '}
      {count === 0
        ? 'Their personal book is empty.'
        : `Their personal book with ${count.toLocaleString('en')} ${count === 1 ? 'contact' : 'contacts'} is deleted with them and cannot be brought back.`}{' '}
      What they wrote about contacts stays.
    </ConfirmDialog>
  );
}
