import { Button, Drawer, Group } from '@mantine/core';
import { useState } from 'react';
import { emptyContact } from '../../domain/contact.ts';
import { ContactFieldInputs } from '../contacts/ContactFieldInputs.tsx';
import classes from '../contacts/ContactForm.module.css';
import { checkContact, fieldsOf, patchOf, valuesOf } from '../contacts/contact-values.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { useForm } from '../ui/use-form.ts';
import { useAddContact } from './use-add-contact.ts';
import type { Book } from './use-book.ts';

interface AddContactDrawerProps {
  readonly book: Book;
  /** The first number, may be empty; absent while nothing is added. */
  readonly number: string | undefined;
  readonly onClose: () => void;
}

export function AddContactDrawer({ book, number, onClose }: AddContactDrawerProps) {
  return (
    <Drawer
      opened={number !== undefined}
      onClose={onClose}
      position="right"
      size={500}
      padding={0}
      title={book === 'central' ? 'Add to the central book' : 'Add to your personal book'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ header: { padding: '12px 24px' } }}
    >
      {number !== undefined && <AddContactForm book={book} number={number} onDone={onClose} />}
    </Drawer>
  );
}

interface AddContactFormProps {
  readonly book: Book;
  readonly number: string;
  readonly onDone: () => void;
}

function AddContactForm({ book, number, onDone }: AddContactFormProps) {
  const [initial] = useState(() =>
    valuesOf({
      ...emptyContact,
      phones: [{ number, label: 'work' }],
      emails: [{ email: '', label: 'business' }],
    }),
  );
  const form = useForm({ initial, check: (values) => checkContact(values, true) });
  const add = useAddContact();
  const send = () => {
    const given = patchOf(emptyContact, fieldsOf(form.values));
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    add.mutate(
      { book, ...fields },
      {
        onSuccess: ({ displayName }) => {
          showToast(`${displayName} added.`);
          onDone();
        },
        onError: (error) => form.refuse(error),
      },
    );
  };
  return (
    <form noValidate className={classes.form} onSubmit={form.submit(send)}>
      <ContactFieldInputs form={form} labels="book" />
      <Group gap="xs" className={classes.buttons}>
        <ProblemAlert error={add.error} title="Not added" />
        <Button type="submit" loading={add.isPending}>
          Add
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
