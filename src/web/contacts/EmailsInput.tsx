import { type EmailLabel, emailLabels } from '../../domain/contact.ts';
import { RowsInput } from '../ui/RowsInput.tsx';
import { type EmailRow, newKey } from './contact-values.ts';
import { emailLabelWords } from './words.ts';

interface EmailsInputProps {
  readonly rows: readonly EmailRow[];
  readonly errorOf: (path: string) => string | undefined;
  readonly onLeave: (path: string) => void;
  readonly onChange: (rows: readonly EmailRow[], path?: string) => void;
}

const labels = emailLabels.map((value) => ({ value, label: emailLabelWords[value] }));

/** A contact's e-mail addresses in their order. */
export function EmailsInput(props: EmailsInputProps) {
  return (
    <RowsInput<EmailLabel, EmailRow>
      {...props}
      title="E-mails"
      one={['an', 'e-mail']}
      labelTitle="Label"
      input={{ type: 'email', placeholder: 'ada@example.com' }}
      empty={() => ({ key: newKey(), email: '', label: 'business' })}
      textOf={({ email }) => email}
      withText={(row, email) => ({ ...row, email })}
      labelsFor={() => labels}
      pathOf={(at) => `emails.${at}.email`}
    />
  );
}
