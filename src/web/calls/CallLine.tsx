import { Link } from '@tanstack/react-router';
import type { Call } from '../../contract/activity.ts';
import { IconPhoneIncoming, IconPhoneOutgoing } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { duration } from '../ui/time.ts';
import classes from './CallLine.module.css';

/** One call of a list: who, when, how long. */
export function CallLine({ call }: { readonly call: Call }) {
  const Icon = call.direction === 'inbound' ? IconPhoneIncoming : IconPhoneOutgoing;
  const name = call.displayName || call.number || 'Unknown caller';
  return (
    <div className={classes.line}>
      <Icon size={18} aria-label={call.direction === 'inbound' ? 'Incoming' : 'Outgoing'} />
      <div className={classes.who}>
        {call.contactId ? (
          <Link to="/contacts" search={{ contact: call.contactId }}>
            {name}
          </Link>
        ) : (
          <span className="tabular">{name}</span>
        )}
        {call.displayName && <div className={`tabular ${classes.quiet}`}>{call.number}</div>}
      </div>
      <div className={classes.quiet}>
        <TimeAgo at={call.at} />
        {call.durationSeconds !== null &&
          call.durationSeconds > 0 &&
          ` · ${duration(call.durationSeconds * 1000)}`}
        {call.event === 'ended' && !call.durationSeconds && ' · not answered'}
      </div>
    </div>
  );
}
