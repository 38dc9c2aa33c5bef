import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { emailLabels } from '../../domain/contact.ts';
import { IconPlus, IconX } from '../ui/icons.ts';
import { type EmailRow, newKey } from './contact-values.ts';
import classes from './RowsInput.module.css';
import { emailLabelWords } from './words.ts';

interface EmailsInputProps {
  readonly rows: readonly EmailRow[];
  readonly errorOf: (path: string) => string | undefined;
  readonly onLeave: (path: string) => void;
  readonly onChange: (rows: readonly EmailRow[], path?: string) => void;
}

const mostRows = 100;

export function EmailsInput({ rows, errorOf, onLeave, onChange }: EmailsInputProps) {
  const set = (at: number, row: EmailRow) =>
    onChange(
      rows.map((old, index) => (index === at ? row : old)),
      `emails.${at}.email`,
    );
  return (
    <Input.Wrapper component="fieldset" className={classes.rows}>
      <legend className={classes.legend}>E-mails</legend>
      {rows.map((row, at) => (
        <div key={row.key} className={classes.row}>
          <TextInput
            aria-label={`E-mail ${at + 1}`}
            type="email"
            className={classes.value}
            autoFocus={row.isNew === true}
            placeholder="ada@example.com"
            value={row.email}
            error={errorOf(`emails.${at}.email`)}
            onBlur={() => onLeave(`emails.${at}.email`)}
            onChange={(event) => set(at, { ...row, email: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={`Label of e-mail ${at + 1}`}
            className={classes.label}
            data={emailLabels.map((value) => ({ value, label: emailLabelWords[value] }))}
            value={row.label}
            onChange={(event) => {
              const label = emailLabels.find((one) => one === event.currentTarget.value);
              if (label) set(at, { ...row, label });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove e-mail ${at + 1}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {rows.length < mostRows && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          className={classes.add}
          onClick={() => onChange([...rows, { key: newKey(), email: '', label: 'business', isNew: true }])}
        >
          Add an e-mail
        </Button>
      )}
    </Input.Wrapper>
  );
}
