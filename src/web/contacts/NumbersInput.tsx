import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { type PhoneLabel, phoneLabels } from '../../domain/contact.ts';
import { IconGripVertical, IconPlus, IconX } from '../ui/icons.ts';
import { useReorder } from '../ui/use-reorder.ts';
import { type NumberRow, newKey } from './contact-values.ts';
import classes from './RowsInput.module.css';
import { phoneLabelWords } from './words.ts';

interface NumbersInputProps {
  readonly rows: readonly NumberRow[];
  readonly labels: 'book' | 'source';
  readonly errorOf: (path: string) => string | undefined;
  readonly onLeave: (path: string) => void;
  readonly onChange: (rows: readonly NumberRow[], path?: string) => void;
}

const bookLabels: readonly PhoneLabel[] = ['work', 'mobile', 'home', 'fax'];
const mostRows = 100;

/** A list of numbers in an order: the first is the main one. Dragged by the grip, or moved with the arrow keys on it. */
export function NumbersInput({ rows, labels, errorOf, onLeave, onChange }: NumbersInputProps) {
  const reorder = useReorder(rows, onChange);
  const set = (at: number, row: NumberRow) =>
    onChange(
      rows.map((old, index) => (index === at ? row : old)),
      `phones.${at}.number`,
    );
  return (
    <Input.Wrapper component="fieldset" className={classes.rows}>
      <legend className={classes.legend}>Numbers</legend>
      {rows.map((row, at) => (
        <div key={row.key} className={classes.row} {...reorder.row(at)}>
          <button
            type="button"
            className={classes.grip}
            aria-label={`Move number ${at + 1}: drag, or use the up and down arrow keys`}
            {...reorder.grip(at)}
          >
            <IconGripVertical size={16} />
          </button>
          <TextInput
            aria-label={`Number ${at + 1}`}
            type="tel"
            className={classes.value}
            autoFocus={row.isNew === true}
            placeholder="+44 20 7183 8750"
            value={row.number}
            error={errorOf(`phones.${at}.number`)}
            onBlur={() => onLeave(`phones.${at}.number`)}
            onChange={(event) => set(at, { ...row, number: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={`Type of number ${at + 1}`}
            className={classes.label}
            data={labelsFor(row.label, labels).map((value) => ({ value, label: phoneLabelWords[value] }))}
            value={row.label}
            onChange={(event) => {
              const label = phoneLabels.find((one) => one === event.currentTarget.value);
              if (label) set(at, { ...row, label });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove number ${at + 1}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <span className="visually-hidden" aria-live="polite">
        {reorder.announcement}
      </span>
      {rows.length < mostRows && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          className={classes.add}
          onClick={() => onChange([...rows, { key: newKey(), number: '', label: 'work', isNew: true }])}
        >
          Add a number
        </Button>
      )}
    </Input.Wrapper>
  );
}

/** What a number is already stays in the choice, so that opening the form changes nothing. */
function labelsFor(current: PhoneLabel, labels: 'book' | 'source'): readonly PhoneLabel[] {
  if (labels === 'source') return phoneLabels;
  return bookLabels.includes(current) ? bookLabels : [...bookLabels, current];
}
