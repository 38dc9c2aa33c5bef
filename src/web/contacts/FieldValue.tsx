import { ActionIcon, Tooltip } from '@mantine/core';
import type { ContactDetail } from '../../contract/contact.ts';
import type { ContactField } from '../../domain/contact.ts';
import { IconCheck, IconCopy } from '../ui/icons.ts';
import { useCopy } from '../ui/use-copy.ts';
import classes from './ContactDetails.module.css';
import { dialLink, dialled } from './dial-link.ts';
import { useReadableNumbers } from './readable-numbers.ts';
import { emailLabelWords, phoneLabelWords, typeWords } from './words.ts';

interface FieldValueProps {
  readonly field: ContactField;
  readonly contact: ContactDetail;
}

/** One field as it is now. */
export function FieldValue({ field, contact }: FieldValueProps) {
  const readable = useReadableNumbers();
  if (contact[field].length === 0) return <span className={classes.none}>Empty</span>;
  if (field === 'type') return typeWords[contact.type];
  if (field === 'phones') {
    return contact.phones.map((phone, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: numbers may repeat; their order is what they are
      <div key={at} className={classes.line}>
        <a className="tabular" href={dialLink(phone)}>
          {readable(phone)}
        </a>
        <span className={classes.label}>{phoneLabelWords[phone.label]}</span>
        <Copy value={dialled(phone)} what="number" />
      </div>
    ));
  }
  if (field === 'emails') {
    return contact.emails.map(({ email, label }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat; their order is what they are
      <div key={at} className={classes.line}>
        <a href={`mailto:${email}`}>{email}</a>
        <span className={classes.label}>{emailLabelWords[label]}</span>
        <Copy value={email} what="e-mail" />
      </div>
    ));
  }
  return contact[field];
}

function Copy({ value, what }: { readonly value: string; readonly what: string }) {
  const { copied, copy } = useCopy();
  return (
    <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Copy ${what} ${value}`}
        onClick={() => copy(value)}
      >
        {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
