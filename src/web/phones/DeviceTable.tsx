import { Table, UnstyledButton } from '@mantine/core';
import type { Device } from '../../contract/device.ts';
import { usePeople } from '../people/use-people.ts';
import classes from './DeviceTable.module.css';
import { LastSeen } from './LastSeen.tsx';
import { useVendors } from './use-vendors.ts';

interface DeviceTableProps {
  readonly devices: readonly Device[];
  readonly onOpen: (id: string) => void;
}

export function DeviceTable({ devices, onOpen }: DeviceTableProps) {
  const people = usePeople();
  const vendors = useVendors();
  const ownerOf = ({ ownerId }: Device) => {
    if (ownerId === null) return <span className={classes.quiet}>central only</span>;
    const person = people.data?.items.find(({ id }) => id === ownerId);
    return person ? person.name || person.email : '…';
  };
  const makeOf = ({ vendor }: Device) =>
    vendors.data?.find((one) => one.vendor === vendor)?.title ?? vendor ?? '–';
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="xs" highlightOnHover aria-label="Phones">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th visibleFrom="sm">Make</Table.Th>
            <Table.Th visibleFrom="sm">Personal book of</Table.Th>
            <Table.Th>Last seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {devices.map((device) => (
            <Table.Tr key={device.id} className={classes.row} onClick={() => onOpen(device.id)}>
              <Table.Td>
                <UnstyledButton
                  className={classes.name}
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpen(device.id);
                  }}
                >
                  {device.name}
                </UnstyledButton>
              </Table.Td>
              <Table.Td visibleFrom="sm">{makeOf(device)}</Table.Td>
              <Table.Td visibleFrom="sm">{ownerOf(device)}</Table.Td>
              <Table.Td>
                <LastSeen device={device} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
