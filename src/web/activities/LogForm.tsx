import {
  Group,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { SaveButtons } from './SaveButtons.tsx';

interface LogFormProps {
  readonly kind: 'call' | 'email';
  /** The contact's, for a call. */
  readonly numbers: readonly string[];
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (activity: object) => void;
  readonly onCancel: () => void;
}

/** Writes down a call or an e-mail that nobody else reports: on a mobile phone, in another mail program. */
export function LogForm({ kind, numbers, pending, error, onSave, onCancel }: LogFormProps) {
  const [direction, setDirection] = useState('outbound');
  const [number, setNumber] = useState(numbers[0] ?? '');
  const [at, setAt] = useState(() => localTime(new Date()));
  const [minutes, setMinutes] = useState<string | number>('');
  const [text, setText] = useState('');
  const isCall = kind === 'call';
  const save = () =>
    onSave({
      kind,
      direction,
      text: text.trim(),
      ...(at === '' ? {} : { at: new Date(at).toISOString() }),
      ...(isCall && number ? { number } : {}),
      ...(isCall && minutes !== '' ? { durationSeconds: Math.round(Number(minutes) * 60) } : {}),
    });
  return (
    <form
      aria-label={isCall ? 'Log a call' : 'Log an e-mail'}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Direction"
          data={[
            { value: 'outbound', label: isCall ? 'Outgoing call' : 'E-mail sent' },
            { value: 'inbound', label: isCall ? 'Incoming call' : 'E-mail received' },
          ]}
          value={direction}
          onChange={setDirection}
        />
        <Group gap="sm" wrap="nowrap" align="start">
          <TextInput
            type="datetime-local"
            style={{ flex: 1 }}
            label="When"
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          {isCall && (
            <NumberInput
              label="Minutes"
              w={100}
              min={0}
              max={1440}
              allowNegative={false}
              value={minutes}
              onChange={setMinutes}
            />
          )}
        </Group>
        {isCall && numbers.length > 1 && (
          <NativeSelect
            label="Number"
            data={[...new Set(numbers)]}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        )}
        <Textarea
          label="What was said"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          data-autofocus
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ProblemAlert error={error} />
        <SaveButtons label={isCall ? 'Save call' : 'Save e-mail'} pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

/** As `datetime-local` wants it: this clock's time without its zone. */
function localTime(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
