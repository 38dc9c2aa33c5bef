import type { Device } from '../../contract/device.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { showToast } from '../ui/toast.ts';
import { useDeviceActs } from './use-device-acts.ts';

interface RevokeDialogProps {
  readonly device: Device;
  readonly opened: boolean;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}

export function RevokeDialog({ device, opened, onRevoked, onClose }: RevokeDialogProps) {
  const { revoke } = useDeviceActs();
  return (
    <ConfirmDialog
      opened={opened}
      title={`Revoke ${device.name}?`}
      act={`Revoke ${device.name}`}
      tone="danger"
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() =>
        revoke.mutate(device.id, {
          onSuccess: () => {
            onClose();
            onRevoked();
            showToast(`${device.name} no longer has access.`);
          },
        })
      }
      onClose={onClose}
    >
      Phones that use its address or password are refused at once and show no contacts. This cannot be taken
      back; you can connect a new one.
    </ConfirmDialog>
  );
}
