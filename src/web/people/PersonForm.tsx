import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Person, personCreate } from '../../contract/people.ts';
import { checkWith } from '../ui/check-with.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useForm } from '../ui/use-form.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { usePeopleActs } from './use-people.ts';

interface PersonFormProps {
  /** Absent: somebody new. */
  readonly person?: Person;
  readonly onClose: () => void;
}

export function PersonForm({ person, onClose }: PersonFormProps) {
  const { add, change } = usePeopleActs();
  const [link, setLink] = useState<{ url: string; expiresAt: string; who: string } | null>(null);
  const form = useForm({
    initial: {
      email: person?.email ?? '',
      name: person?.name ?? '',
      role: person?.role ?? 'agent',
      extension: person?.extension ?? '',
    },
    check: checkWith(personCreate),
  });
  if (link) return <InvitationDialog {...link} onClose={onClose} />;

  const send = ({ email, name, role, extension }: typeof form.values) => {
    const body = { name, role, extension: extension.trim() || null };
    const onError = (error: unknown) => void form.refuse(error);
    if (person) change.mutate({ id: person.id, ...body }, { onSuccess: onClose, onError });
    else {
      add.mutate(
        { email, ...body },
        { onSuccess: ({ invitation }) => setLink({ ...invitation, who: email }), onError },
      );
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={person ? `Edit ${person.email}` : 'Add somebody'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form noValidate onSubmit={form.submit(send)}>
        <Stack gap="md">
          {!person && <TextInput label="E-mail" type="email" data-autofocus {...form.text('email')} />}
          <TextInput label="Name" {...form.text('name')} />
          <NativeSelect
            label="Role"
            description="Agents correct contacts and see calls; users look up and keep a personal book."
            data={[
              { value: 'administrator', label: 'Administrator' },
              { value: 'agent', label: 'Agent' },
              { value: 'user', label: 'User' },
            ]}
            value={form.values.role}
            onChange={(event) =>
              form.change('role', { ...form.values, role: event.currentTarget.value as Person['role'] })
            }
          />
          <TextInput
            label="Extension"
            description="Calls to this extension are shown to this person."
            {...form.text('extension')}
          />
          <ProblemAlert error={person ? change.error : add.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending || change.isPending}>
              {person ? 'Save' : 'Add and make a link'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
