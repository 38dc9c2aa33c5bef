import { Button, Group, NativeSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { type TenantSettings, tenantPatch } from '../../../contract/tenant.ts';
import { checkWith } from '../../ui/check-with.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { showToast } from '../../ui/toast.ts';
import { useForm } from '../../ui/use-form.ts';
import { countries, countryName } from './countries.ts';
import { nameOrderChoices, nameOrderOf } from './name-order-choices.ts';
import { RereadingProgress } from './RereadingProgress.tsx';
import { useSaveTenantSettings } from './use-tenant-settings.ts';

/** The company's name, the country that gives meaning to its numbers, the order of names, and how callers are matched. */
export function GeneralForm({ settings }: { readonly settings: TenantSettings }) {
  const save = useSaveTenantSettings();
  const form = useForm({
    initial: {
      name: settings.name,
      country: settings.country,
      nameOrder: settings.nameOrder,
      leastEnding: settings.leastEnding,
    },
    check: checkWith(tenantPatch),
  });
  const { values } = form;
  return (
    <form
      noValidate
      onSubmit={form.submit(() =>
        save.mutate(values, {
          onSuccess: () => void showToast('Saved.'),
          onError: (error) => form.refuse(error),
        }),
      )}
    >
      <Stack gap="md" maw={480}>
        <TextInput label="Company" {...form.text('name')} />
        <Select
          label="Country"
          description="Numbers without a country code are read as numbers of this country. After a change all numbers are read anew, in the background."
          placeholder={`As the installation: ${countryName(settings.defaultCountry)}`}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'As the installation' }}
          nothingFoundMessage="No country of this name"
          data={countries}
          value={values.country}
          onChange={(country) => form.change('country', { ...values, country })}
          error={form.errorOf('country')}
        />
        <NativeSelect
          label="Names"
          description="How names are written and sorted, here and on phones that have no order of their own. Chinese, Japanese and Korean names always have the family name first."
          data={nameOrderChoices}
          value={values.nameOrder}
          onChange={(event) =>
            form.change('nameOrder', {
              ...values,
              nameOrder: nameOrderOf(event.currentTarget.value) ?? values.nameOrder,
            })
          }
          error={form.errorOf('nameOrder')}
        />
        <NumberInput
          label="Equal last digits of a caller"
          description="A caller whose number no contact has exactly gets the name of the contact whose number ends alike, in at least so many digits: 7 to 15. More makes wrong names rarer and unknown callers more frequent."
          min={7}
          max={15}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          value={values.leastEnding}
          onChange={(next) => form.change('leastEnding', { ...values, leastEnding: Number(next) })}
          onBlur={() => form.leave('leastEnding')}
          error={form.errorOf('leastEnding')}
        />
        <RereadingProgress rereading={settings.rereading} />
        <ProblemAlert error={save.error} />
        <Group>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={(Object.keys(values) as (keyof typeof values)[]).every(
              (key) => values[key] === settings[key],
            )}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
