import { ActionIcon, Button, Input, NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { IconGripVertical, IconPlus, IconX } from './icons.ts';
import classes from './RowsInput.module.css';
import { useReorder } from './use-reorder.ts';

interface LabelledRow<L extends string> {
  readonly key: string;
  readonly label: L;
  /** Added by a click just now: it takes the focus. */
  readonly isNew?: boolean;
}

interface RowsInputProps<L extends string, R extends LabelledRow<L>> {
  readonly title: string;
  /** What one row is, as in “Add a number”: `a number`. */
  readonly one: readonly [article: 'a' | 'an', noun: string];
  /** What the label of a row is called: `Type`, `Label`. */
  readonly labelTitle: string;
  readonly input: Pick<TextInputProps, 'type' | 'placeholder'>;
  readonly rows: readonly R[];
  readonly empty: () => R;
  readonly textOf: (row: R) => string;
  readonly withText: (row: R, value: string) => R;
  readonly labelsFor: (row: R) => readonly { readonly value: L; readonly label: string }[];
  /** The path of a row's value in the form. */
  readonly pathOf: (at: number) => string;
  readonly errorOf: (path: string) => string | undefined;
  readonly onLeave: (path: string) => void;
  readonly onChange: (rows: readonly R[], path?: string) => void;
}

const mostRows = 100;

/**
 * A list of values with a label each, in an order: the first is the main one. Dragged by the grip, or moved with the
 * arrow keys on it.
 */
export function RowsInput<L extends string, R extends LabelledRow<L>>(props: RowsInputProps<L, R>) {
  const { title, one, labelTitle, input, rows, empty, textOf, withText, labelsFor, pathOf } = props;
  const { errorOf, onLeave, onChange } = props;
  const [article, noun] = one;
  const reorder = useReorder(rows, onChange);
  const set = (at: number, row: R) =>
    onChange(
      rows.map((old, index) => (index === at ? row : old)),
      pathOf(at),
    );
  return (
    <Input.Wrapper component="fieldset" className={classes.rows}>
      <legend className={classes.legend}>{title}</legend>
      {rows.map((row, at) => (
        <div key={row.key} className={classes.row} {...reorder.row(at)}>
          <button
            type="button"
            className={classes.grip}
            aria-label={`Move ${noun} ${at + 1}: drag, or use the up and down arrow keys`}
            {...reorder.grip(at)}
          >
            <IconGripVertical size={16} />
          </button>
          <TextInput
            {...input}
            aria-label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${at + 1}`}
            className={classes.value}
            autoFocus={row.isNew === true}
            value={textOf(row)}
            error={errorOf(pathOf(at))}
            onBlur={() => onLeave(pathOf(at))}
            onChange={(event) => set(at, withText(row, event.currentTarget.value))}
          />
          <NativeSelect
            aria-label={`${labelTitle} of ${noun} ${at + 1}`}
            className={classes.label}
            data={[...labelsFor(row)]}
            value={row.label}
            onChange={(event) => {
              const chosen = labelsFor(row).find(({ value }) => value === event.currentTarget.value);
              if (chosen) set(at, { ...row, label: chosen.value });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove ${noun} ${at + 1}`}
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
          onClick={() => onChange([...rows, { ...empty(), isNew: true }])}
        >
          Add {article} {noun}
        </Button>
      )}
    </Input.Wrapper>
  );
}
