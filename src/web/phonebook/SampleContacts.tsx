import { useId } from 'react';
import type { MappedContact } from '../../domain/mapping.ts';
import { phoneLabelOf } from '../../domain/phone-words.ts';
import { phoneLabelWords } from '../contacts/words.ts';
import classes from './Columns.module.css';

interface SampleContactsProps {
  readonly contacts: readonly MappedContact[];
}

/** The sampled rows as the contacts that they would become. */
export function SampleContacts({ contacts }: SampleContactsProps) {
  const title = useId();
  if (contacts.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <div className={classes.head}>
        <h3 id={title}>As they would become</h3>
      </div>
      <ul className={classes.contacts} aria-live="polite">
        {contacts.map((contact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sampled rows never change places
          <Sample key={at} contact={contact} />
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
