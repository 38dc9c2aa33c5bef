import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Device } from '../../contract/device.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { CheckResult } from './CheckResult.tsx';
import { useCheckDevice } from './use-device-acts.ts';

/** Tries the ways in that this phone uses, and searches with its eyes. */
export function DeviceCheck({ device }: { readonly device: Device }) {
  const [q, setQ] = useState('');
  const check = useCheckDevice(device.id);
  return (
    <Stack gap="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate(q.trim());
        }}
      >
        <Stack gap="xs" align="flex-start">
          <TextInput
            w="100%"
            label="Search for"
            description="A name or number that the phone should find. Empty: the whole directory."
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <Button type="submit" loading={check.isPending}>
            Check the connection
          </Button>
        </Stack>
      </form>
      <ProblemAlert error={check.error} />
      {check.data && <CheckResult result={check.data} />}
    </Stack>
  );
}
