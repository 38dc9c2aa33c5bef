import { NativeSelect, Skeleton, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Device, VendorSettings } from '../../contract/device.ts';
import { useSession } from '../session/use-session.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './DeviceSettings.module.css';
import { PreviewedDocument } from './PreviewedDocument.tsx';
import { useDevicePreview } from './use-device-preview.ts';
import { useDeviceSettings } from './use-device-settings.ts';

/** Exactly what this device gets, with what is not in it and why. */
export function DevicePreview({ device }: { readonly device: Device }) {
  const settings = useDeviceSettings(device.id);
  if (settings.error) return <ProblemAlert error={settings.error} />;
  if (!settings.data) return <Skeleton height={160} radius={8} aria-label="Loading documents" />;
  return <Documents device={device} vendors={settings.data.filter((one) => one.documents.length > 0)} />;
}

interface DocumentsProps {
  readonly device: Device;
  readonly vendors: readonly VendorSettings[];
}

function Documents({ device, vendors }: DocumentsProps) {
  const { user } = useSession();
  const first = vendors.find(({ vendor }) => vendor === device.vendor) ?? vendors[0];
  const [name, setName] = useState(first?.documents[0]?.name);
  const [typed, setTyped] = useState('');
  const document = vendors.flatMap(({ documents }) => documents).find((one) => one.name === name);
  const [q] = useDebouncedValue(document?.searchable ? typed.trim() : '', 250);
  const preview = useDevicePreview(device.id, name, q);
  return (
    <Stack gap="md">
      <NativeSelect
        label="Document"
        data={vendors.map(({ title, documents }) => ({
          group: title,
          items: documents.map((one) => ({ value: one.name, label: one.title })),
        }))}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {document?.searchable && (
        <TextInput
          label={name === 'lookup' ? 'Number of the caller' : 'What the phone searches for'}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {device.ownerId !== null && device.ownerId !== user.id && (
        <p className={classes.hint}>
          The phone also gets the personal book of its owner, which only they may see: it is not shown here.
        </p>
      )}
      <ProblemAlert error={preview.error} />
      {preview.isPending && <Skeleton height={160} radius={8} aria-label="Loading the document" />}
      {preview.data && <PreviewedDocument preview={preview.data} title={document?.title ?? 'Document'} />}
    </Stack>
  );
}
