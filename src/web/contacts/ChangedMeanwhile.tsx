import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ContactPatch } from '../../contract/contact.ts';
import { type ContactFields, contactFields } from '../../domain/contact.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './ContactForm.module.css';
import { contactFieldsOf } from './contact-values.ts';
import { useContact } from './use-contact.ts';
import { valueInWords } from './value-in-words.ts';
import { fieldWords } from './words.ts';

interface ChangedMeanwhileProps {
  readonly id: string;
  /** The contact as it was when the form was opened. */
  readonly before: ContactFields;
  readonly mine: ContactPatch;
  readonly pending: boolean;
  readonly onKeepMine: (etag: string | null) => void;
  readonly onDrop: () => void;
}

/** Somebody else changed the contact while it was edited here: both are shown, and nothing is lost silently. */
export function ChangedMeanwhile({ id, before, mine, pending, onKeepMine, onDrop }: ChangedMeanwhileProps) {
  const { data, error, refetch } = useContact(id);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => void refetch(), [refetch]);
  // It stands below a long form. Once what is in it is there, the eye is taken to it.
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (isLoaded) panel.current?.scrollIntoView({ block: 'end' });
  }, [isLoaded]);
  const now = data && contactFieldsOf(data.body);
  const differing = contactFields.filter(
    (field) => field in mine || (now && JSON.stringify(before[field]) !== JSON.stringify(now[field])),
  );
  return (
    <div ref={panel} className={classes.conflict} role="alert">
      <strong>Somebody changed this contact while you were editing it.</strong>
      <ProblemAlert error={error} />
      {now && (
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Now</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field}>
                <th scope="row">{fieldWords[field]}</th>
                <td>{valueInWords(field, now[field]) || 'empty'}</td>
                <td>{field in mine ? valueInWords(field, mine[field]) || 'empty' : 'not changed by you'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs">
        <Button size="xs" disabled={!data} loading={pending} onClick={() => onKeepMine(data?.etag ?? null)}>
          Save my changes over it
        </Button>
        <Button size="xs" variant="default" onClick={onDrop}>
          Drop my changes
        </Button>
      </Group>
    </div>
  );
}
