import {
  Button,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type Device, type DeviceWithCredentials, numberFormat } from '../../contract/device.ts';
import { usePeople } from '../people/use-people.ts';
import { nameOrderChoices, nameOrderOf } from '../settings/general/name-order-choices.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useForm } from '../ui/use-form.ts';
import { atFields, bodyOf, checkDevice, valuesOf } from './device-values.ts';
import { useDeviceActs } from './use-device-acts.ts';
import { useVendors } from './use-vendors.ts';

interface DeviceFormProps {
  /** Absent: a new one. */
  readonly device?: Device;
  readonly onCreated?: (made: DeviceWithCredentials) => void;
  readonly onClose: () => void;
}

const formats = [
  { value: 'given', label: 'As typed in the contact' },
  { value: 'e164', label: 'International, +49 30 …' },
  { value: 'national', label: 'As dialled inside the country' },
];

/** What a phone is called, whose it is, and how its book has to look. */
export function DeviceForm({ device, onCreated, onClose }: DeviceFormProps) {
  const vendors = useVendors();
  const people = usePeople();
  const { create, change } = useDeviceActs();
  const form = useForm({ initial: valuesOf(device), check: checkDevice });
  const { values } = form;

  const send = () => {
    const onError = (error: unknown) => void form.refuse(atFields(error, values));
    if (device) change.mutate({ id: device.id, ...bodyOf(values) }, { onSuccess: onClose, onError });
    else create.mutate(bodyOf(values), { onSuccess: onCreated, onError });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={device ? `Edit ${device.name}` : 'Connect a phone'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form noValidate onSubmit={form.submit(send)}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description="What you will know it by: “Reception”, “All Yealinks”, “PBX”."
            data-autofocus
            {...form.text('name')}
          />
          <NativeSelect
            label="Make"
            description="Whose settings to show first. You can look at the others too."
            data={[
              { value: '', label: 'Not said' },
              ...(vendors.data ?? []).map(({ vendor, title }) => ({ value: vendor, label: title })),
            ]}
            value={values.vendor}
            onChange={(event) => form.change('vendor', { ...values, vendor: event.currentTarget.value })}
            error={form.errorOf('vendor')}
          />
          <Select
            label="Personal book of"
            description="The phone shows this person’s own contacts beside the central ones."
            placeholder="Nobody: central contacts only"
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'Nobody' }}
            nothingFoundMessage="Nobody of this name"
            data={(people.data?.items ?? []).map(({ id, name, email }) => ({
              value: id,
              label: name ? `${name} (${email})` : email,
            }))}
            value={values.ownerId || null}
            onChange={(ownerId) => form.change('ownerId', { ...values, ownerId: ownerId ?? '' })}
            error={form.errorOf('ownerId')}
          />
          <NativeSelect
            label="Numbers"
            data={formats}
            value={values.numberFormat}
            onChange={(event) =>
              form.change('numberFormat', {
                ...values,
                numberFormat: numberFormat.parse(event.currentTarget.value),
              })
            }
          />
          {values.numberFormat === 'national' && (
            <TextInput
              label="Prefix for an outside line"
              description="Put before each number that is not an extension, such as 0 or 9. Usually empty."
              {...form.text('nationalPrefix')}
            />
          )}
          <NativeSelect
            label="Names"
            data={[{ value: '', label: 'As the company has it' }, ...nameOrderChoices]}
            value={values.nameOrder}
            onChange={(event) =>
              form.change('nameOrder', { ...values, nameOrder: nameOrderOf(event.currentTarget.value) ?? '' })
            }
          />
          <Disclosure label="Limits">
            <Stack gap="md">
              <NumberInput
                label="Most contacts in a document"
                description="For a phone that chokes on a large book. Empty: all that its maker allows."
                min={1}
                max={1_000_000}
                allowDecimal={false}
                allowNegative={false}
                value={values.maxEntries}
                onChange={(next) =>
                  form.change('maxEntries', { ...values, maxEntries: typeof next === 'number' ? next : '' })
                }
                error={form.errorOf('maxEntries')}
              />
              <Textarea
                label="Allowed networks"
                description="Addresses or networks such as 10.0.0.0/8, one a line. Empty: from anywhere."
                autosize
                minRows={2}
                {...form.text('allowedNetworks')}
              />
            </Stack>
          </Disclosure>
          <ProblemAlert error={device ? change.error : create.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {device ? 'Save' : 'Create and show settings'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
