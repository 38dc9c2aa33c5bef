import type { Source } from '../../contract/source.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { counted } from '../ui/count.ts';
import { showToast } from '../ui/toast.ts';
import { useEraseCount } from './use-erase-count.ts';
import { useEraseSource } from './use-erase-source.ts';

interface EraseDialogProps {
  readonly source: Source;
  readonly sentence: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function EraseDialog({ source, sentence, opened, onClose }: EraseDialogProps) {
  const erase = useEraseSource(source.id);
  const going = useEraseCount(source.id, opened);
  const { contacts } = source.status;
  const close = () => {
    erase.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={`Erase ${source.name}`}
      act={contacts > 0 ? `Erase ${counted(contacts, 'contact')}` : 'Erase Data'}
      tone="danger"
      pending={erase.isPending}
      error={erase.error}
      onConfirm={() =>
        erase.mutate(undefined, {
          onSuccess: (gone) => {
            showToast(
              `${source.name} erased: ${counted(gone.contacts, 'contact')}, ${counted(gone.activities, 'activity', 'activities')}.`,
            );
            close();
          },
        })
      }
      onClose={close}
    >
      {sentence}
      {going.data && going.data.activities > 0 && (
        <p>
          With them go {counted(going.data.activities, 'activity', 'activities')}: notes, calls and e-mails.
        </p>
      )}
    </ConfirmDialog>
  );
}
