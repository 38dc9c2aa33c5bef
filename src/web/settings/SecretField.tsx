import { PasswordInput } from '@mantine/core';
import { fieldProps } from './field-props.ts';
import type { SettingsFieldsProps } from './source-kinds.ts';

interface SecretFieldProps extends SettingsFieldsProps {
  readonly label: string;
  readonly name: string;
  readonly description?: string;
}

/** A secret is written and never shown again: while one is saved, an empty field keeps it. */
export function SecretField({ label, name, description, ...fields }: SecretFieldProps) {
  const isSet = fields.isSet(name);
  return (
    <PasswordInput
      label={label}
      description={description}
      placeholder={isSet ? 'Saved. Leave empty to keep it' : undefined}
      required={!isSet}
      autoComplete="new-password"
      data-1p-ignore=""
      {...fieldProps(fields, name)}
    />
  );
}
