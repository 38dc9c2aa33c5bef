import { Button } from '@mantine/core';
import type { ContactDetail } from '../../contract/contact.ts';
import { type ContactField, contactFields } from '../../domain/contact.ts';
import { useRole } from '../session/use-session.ts';
import { counted } from '../ui/count.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { shortTime } from '../ui/time.ts';
import classes from './ContactDetails.module.css';
import { EditedHere } from './EditedHere.tsx';
import { FieldValue } from './FieldValue.tsx';
import { mayEdit } from './may-edit.ts';
import { useUseSource } from './use-use-source.ts';
import { fieldWords } from './words.ts';

/** What is looked for most stands first. */
const order: readonly ContactField[] = [
  'phones',
  'emails',
  ...contactFields.filter((field) => field !== 'phones' && field !== 'emails'),
];

/** All fields, what was edited here, and what the source says of it. */
export function ContactDetails({ contact }: { readonly contact: ContactDetail }) {
  const may = mayEdit(useRole(), contact);
  const useSource = useUseSource(contact.id);
  const edited = Object.keys(contact.fields).length;
  // A field that is empty but was edited is shown: emptying it was the edit.
  const shown = order.filter((field) => contact.fields[field] || !isEmpty(contact[field]));

  return (
    <div className={classes.details}>
      {edited > 0 && (
        <div className={classes.edited}>
          <span>{counted(edited, 'field')} edited here. No sync changes them.</span>
          {may && (
            <Button
              size="compact-xs"
              variant="default"
              loading={useSource.isPending}
              onClick={() => useSource.mutate(undefined)}
            >
              Use source for all
            </Button>
          )}
        </div>
      )}
      <ProblemAlert error={useSource.error} />
      <dl className={classes.fields}>
        {shown.map((field) => {
          const edit = contact.fields[field];
          return (
            <div key={field} className={classes.field}>
              <dt>{fieldWords[field]}</dt>
              <dd>
                <FieldValue field={field} contact={contact} />
                {edit && (
                  <EditedHere
                    field={field}
                    edit={edit}
                    pending={useSource.isPending}
                    {...(may ? { onUseSource: () => useSource.mutate([field]) } : {})}
                  />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className={classes.foot}>Last changed {shortTime(contact.updatedAt)}</p>
    </div>
  );
}

function isEmpty(value: string | readonly unknown[]): boolean {
  return value.length === 0;
}
