import { useId } from 'react';
import type { ImportResult } from '../../contract/phonebook.ts';
import { compileMapping, type MappedContact, type Mapping } from '../../domain/mapping.ts';
import { phoneLabelOf } from '../../domain/phone-words.ts';
import { phoneLabelWords } from '../contacts/words.ts';
import classes from './Columns.module.css';

interface SampleContactsProps {
  readonly columns: ImportResult['columns'];
  readonly mapping: Mapping;
}

/** The sampled rows as the contacts that they would become. */
export function SampleContacts({ columns, mapping }: SampleContactsProps) {
  const title = useId();
  const map = compileMapping(
    mapping,
    columns.map(({ name }) => name),
  );
  const rows = columns[0]?.samples.map((_, row) => columns.map(({ samples }) => samples[row] ?? '')) ?? [];
  return (
    <section aria-labelledby={title}>
      <div className={classes.head}>
        <h3 id={title}>As they would become</h3>
      </div>
      <ul className={classes.contacts} aria-live="polite">
        {rows.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sampled rows never change places
          <Sample key={at} contact={map(cells)} />
        ))}
      </ul>
    </section>
  );
}

function Sample({ contact }: { readonly contact: MappedContact }) {
  const { firstName, middleName, lastName, company, department, jobTitle, notes, phones, emails } = contact;
  const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
  const work = [name && company, department, jobTitle].filter(Boolean).join(' · ');
  return (
    <li>
      <p className={classes.name}>{name || company || 'No name: this row would be left out'}</p>
      {lastName && <p className={classes.samples}>Last name: {lastName}</p>}
      {work && <p className={classes.samples}>{work}</p>}
      <dl>
        {phones.map(({ number, label }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the numbers of a sampled row never change places
          <div key={at}>
            <dt>{wordOf(label)}</dt>
            <dd>{number}</dd>
          </div>
        ))}
        {emails.map(({ email }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <div key={at}>
            <dt>E-mail</dt>
            <dd>{email}</dd>
          </div>
        ))}
        {notes && (
          <div>
            <dt>Notes</dt>
            <dd>{notes}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}

function wordOf(label: string): string {
  const kind = phoneLabelOf(label);
  return kind === 'pager' ? 'Pager, not kept' : phoneLabelWords[kind];
}
