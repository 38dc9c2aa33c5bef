import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from './icons.ts';
import { useCopy } from './use-copy.ts';

interface SecretProps {
  readonly label: string;
  readonly value: string;
}

/** A text that is shown once, with a button to copy it. */
export function Secret({ label, value }: SecretProps) {
  const { copied, copy } = useCopy();
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <Tooltip label={copied ? 'Copied' : 'Copy'}>
          <ActionIcon variant="subtle" aria-label={`Copy: ${label}`} onClick={() => copy(value)}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      }
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
    />
  );
}
