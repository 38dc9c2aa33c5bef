import { Button, Group, Stack, Tabs, Title } from '@mantine/core';
import { useState } from 'react';
import type { Device, DeviceWithCredentials } from '../../contract/device.ts';
import { Facts } from '../ui/Facts.tsx';
import { DeviceCheck } from './DeviceCheck.tsx';
import { DeviceForm } from './DeviceForm.tsx';
import { DevicePreview } from './DevicePreview.tsx';
import { DeviceSettings } from './DeviceSettings.tsx';
import { FreshCredentials } from './FreshCredentials.tsx';
import { LastSeen } from './LastSeen.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { RotateDialog } from './RotateDialog.tsx';

interface DeviceDetailProps {
  readonly device: Device;
  readonly fresh: DeviceWithCredentials | null;
  readonly onFresh: (made: DeviceWithCredentials) => void;
  readonly onClose: () => void;
}

/** One phone: its credentials while they are known, its settings, what it gets, and whether it gets through. */
export function DeviceDetail({ device, fresh, onFresh, onClose }: DeviceDetailProps) {
  const [asking, setAsking] = useState<'edit' | 'rotate' | 'revoke' | null>(null);
  const done = () => setAsking(null);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Title order={2} style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {device.name}
        </Title>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setAsking('edit')}>
            Edit
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking('rotate')}>
            New credentials
          </Button>
          <Button size="xs" variant="default" c="var(--sb-bad)" onClick={() => setAsking('revoke')}>
            Revoke
          </Button>
        </Group>
      </Group>
      <Facts
        facts={[
          ['LDAP user name', device.ldapUsername],
          ['Last seen', <LastSeen key="seen" device={device} />],
          ...(device.allowedNetworks.length > 0
            ? [['Allowed from', device.allowedNetworks.join(', ')] as const]
            : []),
        ]}
      />
      {fresh && <FreshCredentials made={fresh} />}
      <Tabs defaultValue="settings" keepMounted={false}>
        <Tabs.List aria-label="About this phone">
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
          <Tabs.Tab value="preview">What it gets</Tabs.Tab>
          <Tabs.Tab value="check">Connection</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings" pt="md">
          <DeviceSettings device={device} fresh={fresh} />
        </Tabs.Panel>
        <Tabs.Panel value="preview" pt="md">
          <DevicePreview device={device} />
        </Tabs.Panel>
        <Tabs.Panel value="check" pt="md">
          <DeviceCheck device={device} />
        </Tabs.Panel>
      </Tabs>
      {asking === 'edit' && <DeviceForm device={device} onClose={done} />}
      <RotateDialog device={device} opened={asking === 'rotate'} onRotated={onFresh} onClose={done} />
      <RevokeDialog device={device} opened={asking === 'revoke'} onRevoked={onClose} onClose={done} />
    </Stack>
  );
}
