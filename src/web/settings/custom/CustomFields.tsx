import { Textarea, TextInput } from '@mantine/core';
import { fieldProps } from '../field-props.ts';
import { SecretField } from '../SecretField.tsx';
import type { SettingsFieldsProps } from '../source-kinds.ts';

export function CustomFields(props: SettingsFieldsProps) {
  return (
    <>
      <TextInput
        label="URL"
        placeholder="https://example.com:5555"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        required
        {...fieldProps(props, 'url')}
      />
      <TextInput
        label="Client ID"
        spellCheck={false}
        autoComplete="off"
        required
        {...fieldProps(props, 'clientId')}
      />
      <SecretField label="Client Secret" name="clientSecret" {...props} />
      <Textarea
        label="CA certificate"
        description="Only when the service’s certificate comes from an authority of your own. PEM, from -----BEGIN CERTIFICATE----- on."
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        {...fieldProps(props, 'caCertificate')}
      />
    </>
  );
}
