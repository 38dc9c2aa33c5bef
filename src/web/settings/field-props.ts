import type { ChangeEvent } from 'react';
import type { SettingsFieldsProps } from './source-kinds.ts';

/** Props of a text field of a source's settings. */
export function fieldProps({ values, errorOf, onChange, onLeave }: SettingsFieldsProps, name: string) {
  return {
    name,
    value: String(values[name] ?? ''),
    error: errorOf(name),
    onBlur: () => onLeave(name),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(name, event.currentTarget.value),
  };
}
