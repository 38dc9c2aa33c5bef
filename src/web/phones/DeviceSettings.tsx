import { NativeSelect, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Device, DeviceWithCredentials } from '../../contract/device.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './DeviceSettings.module.css';
import { Snippet } from './Snippet.tsx';
import { useDeviceSettings } from './use-device-settings.ts';

interface DeviceSettingsProps {
  readonly device: Device;
  readonly fresh: DeviceWithCredentials | null;
}

/** Settings to paste, for the make at hand. */
export function DeviceSettings({ device, fresh }: DeviceSettingsProps) {
  const { data, error } = useDeviceSettings(device.id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Skeleton height={160} radius={8} aria-label="Loading settings" />;
  const settings = data.find(({ vendor }) => vendor === (chosen ?? device.vendor)) ?? data[0];
  if (!settings) return null;
  const filled = (text: string) =>
    fresh
      ? text.replaceAll('{{token}}', fresh.token).replaceAll('{{ldapPassword}}', fresh.ldapPassword)
      : text;
  return (
    <Stack gap="md">
      <NativeSelect
        label="Settings for"
        data={data.map(({ vendor, title }) => ({ value: vendor, label: title }))}
        value={settings.vendor}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <p className={classes.hint}>{settings.hint}</p>
      {!fresh && settings.snippets.some(({ text }) => text.includes('{{')) && (
        <p className={classes.hint}>
          Put the token and the password that you noted in place of <code>{'{{token}}'}</code> and{' '}
          <code>{'{{ldapPassword}}'}</code>. If nobody has them any more, make new credentials.
        </p>
      )}
      {settings.snippets.map(({ title, text }) => (
        <Snippet key={title} title={title} text={filled(text)} />
      ))}
      {settings.snippets.length === 0 && (
        <p className={classes.hint}>These need LDAP, which is switched off on this server.</p>
      )}
    </Stack>
  );
}
