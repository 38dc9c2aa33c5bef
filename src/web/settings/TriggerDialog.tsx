import type { Source } from '../../contract/source.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useTriggerSync } from './use-trigger-sync.ts';

interface TriggerDialogProps {
  readonly source: Source;
  readonly opened: boolean;
  readonly full: boolean;
  readonly onClose: () => void;
}

export function TriggerDialog({ source, opened, full, onClose }: TriggerDialogProps) {
  const trigger = useTriggerSync(source.id);
  const close = () => {
    trigger.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title="Trigger Sync"
      act="Trigger Sync"
      pending={trigger.isPending}
      error={trigger.error}
      onConfirm={() => trigger.mutate(full ? 'full' : undefined, { onSuccess: close })}
      onClose={close}
    >
      This action will trigger sync immediately. Are you sure you want to continue with this action?
    </ConfirmDialog>
  );
}
