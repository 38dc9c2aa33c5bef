import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ContactDetail } from '../../contract/contact.ts';
import { ApiProblem } from '../api-client.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { useForm } from '../ui/use-form.ts';
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx';
import { ContactFieldInputs } from './ContactFieldInputs.tsx';
import classes from './ContactForm.module.css';
import { checkContact, contactFieldsOf, fieldsOf, patchOf, valuesOf } from './contact-values.ts';
import { useEditContact } from './use-edit-contact.ts';

interface ContactFormProps {
  readonly contact: ContactDetail;
  readonly etag: string | null;
  readonly onDone: () => void;
}

/** Edits a contact. Only what was changed is sent, and only while nobody else changed the contact since it was opened. */
export function ContactForm({ contact, etag, onDone }: ContactFormProps) {
  // As they were when the form was opened: the contact below may be read again meanwhile.
  const [opened] = useState({ contact, etag });
  const before = contactFieldsOf(opened.contact);
  const isLocal = contact.source === null;
  const [initial] = useState(() => valuesOf(contact));
  const form = useForm({ initial, check: (values) => checkContact(values, isLocal) });
  const edit = useEditContact();
  const changedMeanwhile = edit.error instanceof ApiProblem && edit.error.status === 412;

  const save = (ifVersion: string | null) => {
    const patch = patchOf(before, fieldsOf(form.values));
    if (Object.keys(patch).length === 0) return onDone();
    edit.mutate(
      { id: contact.id, patch, etag: ifVersion },
      {
        onSuccess: () => {
          showToast('Saved.');
          onDone();
        },
        // What changed meanwhile is shown beside what was typed here, in a table of its own.
        onError: (error) => {
          if (!(error instanceof ApiProblem && error.status === 412)) form.refuse(error);
        },
      },
    );
  };

  return (
    <form noValidate className={classes.form} onSubmit={form.submit(() => save(opened.etag))}>
      {!isLocal && (
        <p className={classes.note}>
          What you change here stays through every sync. Nothing is written to {contact.source?.name}.
        </p>
      )}
      <ContactFieldInputs form={form} labels={isLocal ? 'book' : 'source'} />
      {changedMeanwhile ? (
        <ChangedMeanwhile
          id={contact.id}
          before={before}
          mine={patchOf(before, fieldsOf(form.values))}
          pending={edit.isPending}
          onKeepMine={save}
          onDrop={onDone}
        />
      ) : null}
      <Group gap="xs" className={classes.buttons}>
        <ProblemAlert error={changedMeanwhile ? null : edit.error} title="Not saved" />
        <Button type="submit" loading={edit.isPending} disabled={changedMeanwhile}>
          Save
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
