import { Checkbox, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { microsoftClouds } from '../../../contract/microsoft365-setup.ts';
import { fieldProps } from '../field-props.ts';
import { SecretField } from '../SecretField.tsx';
import type { SettingsFieldsProps } from '../source-kinds.ts';
import { ExclusionRules } from './ExclusionRules.tsx';

export function Microsoft365Fields(props: SettingsFieldsProps) {
  const { values, onChange } = props;
  const plain = { spellCheck: false, autoComplete: 'off', required: true } as const;
  return (
    <>
      <TextInput label="Client ID" {...plain} {...fieldProps(props, 'clientId')} />
      <TextInput label="Tenant ID" {...plain} {...fieldProps(props, 'tenantId')} />
      <NativeSelect
        label="Cloud"
        data={[...microsoftClouds]}
        value={String(values.cloud)}
        onChange={(event) => onChange('cloud', event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label="How Switchbook signs in"
        data={[
          { value: 'secret', label: 'Client secret' },
          { value: 'certificate', label: 'Certificate' },
        ]}
        value={String(values.signInBy)}
        onChange={(way) => onChange('signInBy', way)}
      />
      {values.signInBy === 'certificate' ? (
        <>
          <Textarea
            label="Certificate"
            description="PEM, the same that was uploaded to the application. For tenants that allow no secrets."
            {...pemProps}
            {...fieldProps(props, 'certificate')}
          />
          <Textarea
            label="Private key"
            description={
              props.isSet('certificateKey')
                ? 'Saved. Leave empty to keep it.'
                : 'PEM. Kept encrypted, never shown again.'
            }
            {...pemProps}
            required={!props.isSet('certificateKey')}
            {...fieldProps(props, 'certificateKey')}
          />
        </>
      ) : (
        <SecretField label="Client Secret" name="clientSecret" {...props} />
      )}
      <Checkbox
        label="Users as contacts too"
        description="Everybody with an account in the company, not only its shared contacts. Needs User.Read.All, unless one of the Directory permissions is there."
        checked={values.includeUsers === true}
        onChange={(event) => onChange('includeUsers', event.currentTarget.checked)}
      />
      <ExclusionRules {...props} />
    </>
  );
}

const pemProps = {
  required: true,
  autosize: true,
  minRows: 3,
  maxRows: 8,
  spellCheck: false,
  styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } },
} as const;
