import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { contactTypes } from '../../domain/contact.ts';
import type { Form } from '../ui/use-form.ts';
import type { ContactValues } from './contact-values.ts';
import { EmailsInput } from './EmailsInput.tsx';
import { NumbersInput } from './NumbersInput.tsx';
import { typeWords } from './words.ts';

interface ContactFieldInputsProps {
  readonly form: Form<ContactValues>;
  /** In a book a number is Work, Mobile, Home or Fax; a source knows Other too. */
  readonly labels: 'book' | 'source';
}

/** The inputs of all of a contact's fields. */
export function ContactFieldInputs({ form, labels }: ContactFieldInputsProps) {
  const { values, change, errorOf, leave, text } = form;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        <TextInput label="First name" autoFocus data-autofocus {...text('firstName')} />
        <TextInput label="Middle name" {...text('middleName')} />
        <TextInput label="Last name" {...text('lastName')} />
        <TextInput label="Company" {...text('company')} />
        <TextInput label="Job title" {...text('jobTitle')} />
        <TextInput label="Department" {...text('department')} />
      </SimpleGrid>
      <NumbersInput
        rows={values.phones}
        labels={labels}
        errorOf={errorOf}
        onLeave={leave}
        onChange={(phones, path = 'phones') => change(path, { ...values, phones })}
      />
      <EmailsInput
        rows={values.emails}
        errorOf={errorOf}
        onLeave={leave}
        onChange={(emails, path = 'emails') => change(path, { ...values, emails })}
      />
      <NativeSelect
        label="Type"
        w={180}
        data={contactTypes.map((value) => ({ value, label: typeWords[value] }))}
        value={values.type}
        onChange={(event) => {
          const type = contactTypes.find((one) => one === event.currentTarget.value);
          if (type) change('type', { ...values, type });
        }}
      />
      <Textarea label="Notes" autosize minRows={3} maxRows={12} {...text('notes')} />
    </>
  );
}
