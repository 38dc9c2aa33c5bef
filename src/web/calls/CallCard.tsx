import { Button, CloseButton, Group } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Call } from '../../contract/activity.ts';
import { LinkedText } from '../activities/LinkedText.tsx';
import { useActivities } from '../activities/use-activities.ts';
import { useRole } from '../session/use-session.ts';
import { Initials } from '../ui/Initials.tsx';
import { IconPhone } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { CallNumber } from './CallNumber.tsx';
import classes from './CallPanel.module.css';

/** One call under way: who it is and what was last said, or an offer to add the number. */
export function CallCard({ call }: { readonly call: Call }) {
  const [away, setAway] = useState(false);
  const navigate = useNavigate();
  const role = useRole();
  if (away) return null;
  const name = call.displayName || call.number || 'Unknown caller';
  const add = (book: 'central' | 'personal') =>
    void navigate({ to: '/phonebook', search: { book, add: call.number } });
  return (
    <section className={classes.card} aria-label={`Call: ${name}`}>
      <div className={classes.head}>
        {call.displayName ? <Initials name={name} /> : <IconPhone size={24} stroke={1.7} aria-hidden />}
        <div className={classes.who}>
          <div className={`cut ${classes.name}`}>
            {call.contactId ? (
              <Link to="/contacts" search={{ contact: call.contactId }}>
                {name}
              </Link>
            ) : call.number ? (
              <CallNumber number={call.number} />
            ) : (
              name
            )}
          </div>
          <div className={`tabular ${classes.quiet}`}>
            {call.event === 'ringing'
              ? call.direction === 'inbound'
                ? 'is calling'
                : 'is being called'
              : 'on the line'}
            {call.displayName && call.number && (
              <>
                {' · '}
                <CallNumber number={call.number} />
              </>
            )}
          </div>
        </div>
        <CloseButton aria-label="Hide this call" onClick={() => setAway(true)} />
      </div>
      {call.contactId ? (
        <LastSaid contactId={call.contactId} />
      ) : (
        call.number && (
          <Group gap="xs" mt="sm">
            <Button size="compact-md" variant="default" onClick={() => add('personal')}>
              Add to my book
            </Button>
            {role === 'administrator' && (
              <Button size="compact-md" variant="default" onClick={() => add('central')}>
                Add to the central book
              </Button>
            )}
          </Group>
        )
      )}
    </section>
  );
}

function LastSaid({ contactId }: { readonly contactId: string }) {
  const notes = useActivities(contactId, 'note', 1);
  const last = notes.data?.pages[0]?.items[0];
  if (!last) return null;
  return (
    <div className={classes.last}>
      <span className={classes.quiet}>
        {last.author.name}, <TimeAgo at={last.at} />:
      </span>{' '}
      <LinkedText text={last.text} />
    </div>
  );
}
