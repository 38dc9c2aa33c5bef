import { type PhoneLabel, phoneLabels } from '../../domain/contact.ts';
import { RowsInput } from '../ui/RowsInput.tsx';
import { type NumberRow, newKey } from './contact-values.ts';
import { phoneLabelWords } from './words.ts';

interface NumbersInputProps {
  readonly rows: readonly NumberRow[];
  readonly labels: 'book' | 'source';
  readonly errorOf: (path: string) => string | undefined;
  readonly onLeave: (path: string) => void;
  readonly onChange: (rows: readonly NumberRow[], path?: string) => void;
}

const bookLabels: readonly PhoneLabel[] = ['work', 'mobile', 'home', 'fax'];

/** A contact's numbers in their order. */
export function NumbersInput({ labels, ...rest }: NumbersInputProps) {
  return (
    <RowsInput<PhoneLabel, NumberRow>
      {...rest}
      title="Numbers"
      one={['a', 'number']}
      labelTitle="Type"
      input={{ type: 'tel', placeholder: '+44 20 7183 8750' }}
      empty={() => ({ key: newKey(), number: '', label: 'work' })}
      textOf={({ number }) => number}
      withText={(row, number) => ({ ...row, number })}
      labelsFor={({ label }) =>
        labelsFor(label, labels).map((value) => ({ value, label: phoneLabelWords[value] }))
      }
      pathOf={(at) => `phones.${at}.number`}
    />
  );
}

/** What a number is already stays in the choice, so that opening the form changes nothing. */
function labelsFor(current: PhoneLabel, labels: 'book' | 'source'): readonly PhoneLabel[] {
  if (labels === 'source') return phoneLabels;
  return bookLabels.includes(current) ? bookLabels : [...bookLabels, current];
}
