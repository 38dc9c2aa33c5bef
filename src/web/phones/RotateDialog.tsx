import type { Device, DeviceWithCredentials } from '../../contract/device.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useDeviceActs } from './use-device-acts.ts';

interface RotateDialogProps {
  readonly device: Device;
  readonly opened: boolean;
  readonly onRotated: (made: DeviceWithCredentials) => void;
  readonly onClose: () => void;
}

export function RotateDialog({ device, opened, onRotated, onClose }: RotateDialogProps) {
  const { rotate } = useDeviceActs();
  return (
    <ConfirmDialog
      opened={opened}
      title={`New credentials for ${device.name}?`}
      act="Make new credentials"
      tone="danger"
      pending={rotate.isPending}
      error={rotate.error}
      onConfirm={() =>
        rotate.mutate(device.id, {
          onSuccess: (made) => {
            onRotated(made);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      The old token and LDAP password stop working at once. Every phone that uses them is refused until it has
      the new ones.
    </ConfirmDialog>
  );
}
