import {
  Button,
  Group,
  Modal,
  NativeSelect,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useState } from 'react';
import { apiKeyCreate } from '../../contract/people.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { checkWith } from '../ui/check-with.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { Secret } from '../ui/Secret.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { useForm } from '../ui/use-form.ts';
import { type ApiKey, useApiKeys } from './use-api-keys.ts';

/** What programs sign in with: the PBX that reports calls, a script, another system. */
export function ApiKeysTab() {
  const { list, make, remove } = useApiKeys();
  const [making, setMaking] = useState(false);
  const [removing, setRemoving] = useState<ApiKey | null>(null);
  const button = <Button onClick={() => setMaking(true)}>Make a key</Button>;
  if (list.isError) return <Failed what="API keys" error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={120} />;
  return (
    <Stack gap="md" maw={800}>
      {list.data.items.length === 0 ? (
        <EmptyState title="No API keys yet" action={button}>
          A program signs in with a key instead of a password. Make one for your PBX, so that it can report
          calls.
        </EmptyState>
      ) : (
        <>
          <Group>{button}</Group>
          <Table.ScrollContainer minWidth={520}>
            <Table verticalSpacing="xs" aria-label="API keys">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Role</Table.Th>
                  <Table.Th>Last used</Table.Th>
                  <Table.Th w={90}>
                    <VisuallyHidden>Delete</VisuallyHidden>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.data.items.map((key) => (
                  <Table.Tr key={key.id}>
                    <Table.Td>{key.name}</Table.Td>
                    <Table.Td>{key.role}</Table.Td>
                    <Table.Td>{key.lastUsedAt ? <TimeAgo at={key.lastUsedAt} /> : 'never'}</Table.Td>
                    <Table.Td>
                      <Button variant="subtle" color="red" size="compact-sm" onClick={() => setRemoving(key)}>
                        Delete
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
      {making && (
        <KeyForm
          made={make.data?.key}
          error={make.error}
          pending={make.isPending}
          onMake={(body) => make.mutate(body)}
          onClose={() => {
            make.reset();
            setMaking(false);
          }}
        />
      )}
      <ConfirmDialog
        opened={removing !== null}
        title={`Delete the key “${removing?.name ?? ''}”?`}
        act="Delete key"
        tone="danger"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate(removing.id, { onSuccess: () => setRemoving(null) })}
        onClose={() => setRemoving(null)}
      >
        Programs that use it are refused at once.
      </ConfirmDialog>
    </Stack>
  );
}

interface KeyFormProps {
  readonly made: string | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onMake: (body: { name: string; role: string }) => void;
  readonly onClose: () => void;
}

function KeyForm({ made, error, pending, onMake, onClose }: KeyFormProps) {
  const form = useForm({ initial: { name: '', role: 'agent' }, check: checkWith(apiKeyCreate) });
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!made}
      title="Make an API key"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made ? (
        <Stack gap="md">
          <Text>Copy the key now: it is not kept and not shown again.</Text>
          <Secret label="API key" value={made} />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form noValidate onSubmit={form.submit(onMake)}>
          <Stack gap="md">
            <TextInput label="Name" description="What will use it." data-autofocus {...form.text('name')} />
            <NativeSelect
              label="Role"
              data={['administrator', 'agent', 'user']}
              value={form.values.role}
              onChange={(event) => form.change('role', { ...form.values, role: event.currentTarget.value })}
            />
            <ProblemAlert error={error} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={pending}>
                Make key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
