import { Drawer, Loader } from '@mantine/core';
import { useState } from 'react';
import type { DeviceWithCredentials } from '../../contract/device.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { DeviceDetail } from './DeviceDetail.tsx';
import { useDevice } from './use-device.ts';

interface DeviceDrawerProps {
  readonly id: string | undefined;
  /** Credentials that were made a moment ago, of this or another device. */
  readonly fresh: DeviceWithCredentials | null;
  readonly onFresh: (made: DeviceWithCredentials) => void;
  readonly onClose: () => void;
}

export function DeviceDrawer({ id, fresh, onFresh, onClose }: DeviceDrawerProps) {
  // While it slides out it still shows what it was opened for.
  const [shown, setShown] = useState(id);
  if (id !== undefined && id !== shown) setShown(id);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={640}
      title="Phone"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown && (
        <LoadedDevice
          key={shown}
          id={shown}
          fresh={fresh?.id === shown ? fresh : null}
          onFresh={onFresh}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}

interface LoadedDeviceProps extends Omit<DeviceDrawerProps, 'id'> {
  readonly id: string;
}

function LoadedDevice({ id, ...rest }: LoadedDeviceProps) {
  const { data, error } = useDevice(id);
  if (data) return <DeviceDetail device={data} {...rest} />;
  if (error) return <ProblemAlert error={error} />;
  return <Loader aria-label="Loading the phone" />;
}
