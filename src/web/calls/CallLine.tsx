import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Call } from '../../contract/activity.ts';
import { IconPhoneIncoming, IconPhoneOutgoing } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { duration } from '../ui/time.ts';
import classes from './CallLine.module.css';
import { CallNumber } from './CallNumber.tsx';

/** One call of a list: who, when, how long. */
export function CallLine({ call }: { readonly call: Call }) {
  const Icon = call.direction === 'inbound' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <div className={classes.line}>
      <Icon size={18} aria-label={call.direction === 'inbound' ? 'Incoming' : 'Outgoing'} />
      <div className={classes.who}>
        {call.contactId ? (
          <Link className={classes.name} to="/contacts" search={{ contact: call.contactId }}>
            {call.displayName || call.number}
          </Link>
        ) : call.number ? (
          <CallNumber number={call.number} />
        ) : (
          'Unknown caller'
        )}
        {call.displayName && call.number && (
          <div className={classes.quiet}>
            <CallNumber number={call.number} />
          </div>
        )}
      </div>
      {!call.contactId && /\d/.test(call.number) && (
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => (
            <Link to="/phonebook" search={{ book: 'personal', add: call.number }} {...props} />
          )}
        >
          Add
        </Button>
      )}
      <div className={classes.when}>
        <TimeAgo at={call.at} />
        {call.durationSeconds !== null &&
          call.durationSeconds > 0 &&
          ` · ${duration(call.durationSeconds * 1000)}`}
        {call.event === 'ended' && !call.durationSeconds && ' · not answered'}
        {call.event === 'ringing' && ' · ringing'}
        {call.event === 'answered' && ' · on the line'}
      </div>
    </div>
  );
}
