import { ActionIcon, Badge, Group, Menu, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { Person } from '../../contract/people.ts';
import { Failed } from '../ui/Failed.tsx';
import { Initials } from '../ui/Initials.tsx';
import { IconDots } from '../ui/icons.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { PersonForm } from './PersonForm.tsx';
import { RemovePersonDialog } from './RemovePersonDialog.tsx';
import { usePeople, usePeopleActs } from './use-people.ts';

const roleWords = { administrator: 'Administrator', agent: 'Agent', user: 'User' } as const;

export function PeopleTab() {
  const people = usePeople();
  const acts = usePeopleActs();
  const [editing, setEditing] = useState<Person | null>(null);
  const [removing, setRemoving] = useState<Person | null>(null);
  const [link, setLink] = useState<{ url: string; expiresAt: string; who: string } | null>(null);
  const bad = (error: unknown) => showToast(messageOf(error), { tone: 'bad' });

  if (people.isError)
    return <Failed what="People" error={people.error} retry={() => void people.refetch()} />;
  if (!people.data) {
    return (
      <Stack gap="xs">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} height={40} />
        ))}
      </Stack>
    );
  }
  return (
    <>
      <div>
        <Table verticalSpacing="xs" highlightOnHover aria-label="People">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th visibleFrom="sm">Role</Table.Th>
              <Table.Th visibleFrom="sm">Extension</Table.Th>
              <Table.Th w={60}>
                <VisuallyHidden>Acts</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.data.items.map((person) => (
              <Table.Tr key={person.id}>
                <Table.Td>
                  <Group gap="sm" wrap="nowrap">
                    <Initials name={person.name || person.email} />
                    <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                      <div>
                        {person.name || person.email}{' '}
                        {person.disabled && (
                          <Badge color="gray" variant="light">
                            disabled
                          </Badge>
                        )}
                        {person.invited && !person.disabled && (
                          <Badge color="yellow" variant="light" c="var(--sb-warn)">
                            invited
                          </Badge>
                        )}
                      </div>
                      {person.name && (
                        <div style={{ color: 'var(--mantine-color-dimmed)' }}>{person.email}</div>
                      )}
                      <Text hiddenFrom="sm" c="dimmed">
                        {roleWords[person.role]}
                        {person.extension && ` · extension ${person.extension}`}
                      </Text>
                    </div>
                  </Group>
                </Table.Td>
                <Table.Td visibleFrom="sm">{roleWords[person.role]}</Table.Td>
                <Table.Td visibleFrom="sm" className="tabular">
                  {person.extension ?? '–'}
                </Table.Td>
                <Table.Td>
                  <Menu position="bottom-end" shadow="md">
                    <Menu.Target>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`What to do with ${person.email}`}
                      >
                        <IconDots size={18} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => setEditing(person)}>Edit</Menu.Item>
                      <Menu.Item
                        onClick={() =>
                          acts.invite.mutate(person.id, {
                            onSuccess: (made) => setLink({ ...made, who: person.email }),
                            onError: bad,
                          })
                        }
                      >
                        {person.invited ? 'New invitation link' : 'Link to reset the password'}
                      </Menu.Item>
                      <Menu.Item
                        onClick={() =>
                          acts.change.mutate({ id: person.id, disabled: !person.disabled }, { onError: bad })
                        }
                      >
                        {person.disabled ? 'Enable' : 'Disable'}
                      </Menu.Item>
                      <Menu.Divider />
                      <Menu.Item color="red" onClick={() => setRemoving(person)}>
                        Delete …
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {editing && <PersonForm person={editing} onClose={() => setEditing(null)} />}
      {removing && <RemovePersonDialog person={removing} onClose={() => setRemoving(null)} />}
      {link && <InvitationDialog {...link} onClose={() => setLink(null)} />}
    </>
  );
}
