import { SimpleGrid, Textarea } from '@mantine/core';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { fieldProps } from '../field-props.ts';
import type { SettingsFieldsProps } from '../source-kinds.ts';
import { exclusionLists } from './microsoft365-values.ts';

const words = {
  domains: { label: 'E-mail domains', placeholder: 'partner.example' },
  companies: { label: 'Companies', placeholder: 'Contoso*' },
  departments: { label: 'Departments', placeholder: 'Test' },
  names: { label: 'Names', placeholder: '*mailbox*' },
} as const;

/** Contacts that a rule fits are left out. Microsoft does not say who is hidden from its address list; these do. */
export function ExclusionRules(props: SettingsFieldsProps) {
  const rules = exclusionLists.reduce((sum, list) => sum + rulesIn(props.values[list]), 0);
  return (
    <Disclosure label={rules === 0 ? 'Leave contacts out' : `Leave contacts out (${rules})`}>
      <p style={{ margin: '0 0 12px', color: 'var(--mantine-color-dimmed)' }}>
        One rule a line; * stands for any text, upper and lower case are the same. A contact that one rule
        fits is not taken in, and one that is here already goes with the next full sync.
      </p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {exclusionLists.map((list) => (
          <Textarea
            key={list}
            {...words[list]}
            autosize
            minRows={2}
            maxRows={8}
            {...fieldProps(props, list)}
          />
        ))}
      </SimpleGrid>
    </Disclosure>
  );
}

function rulesIn(lines: string | boolean | undefined): number {
  return String(lines ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '').length;
}
