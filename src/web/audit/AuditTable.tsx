import { Link } from '@tanstack/react-router';
import type { AuditEvent } from '../../contract/people.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import classes from './AuditTable.module.css';
import { actionInWords, detailsInWords } from './audit-words.ts';

/** Who did what to what, newest first; on a telephone each event is a short paragraph. */
export function AuditTable({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <table className={classes.table} aria-label="Audit log">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">To what</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className={classes.when}>
              <TimeAgo at={event.at} />
            </td>
            <td className={classes.who}>{event.actor.name}</td>
            <td className={classes.what}>{actionInWords(event.action)}</td>
            <td className={classes.about}>
              <Subject event={event} />
            </td>
            <td className={classes.quiet}>{detailsInWords(event)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Subject({ event: { subjectKind, subjectId, subjectName } }: { readonly event: AuditEvent }) {
  if (subjectKind !== 'contact' || !subjectId || subjectName === '') return subjectName;
  return (
    <Link to="/contacts" search={{ contact: subjectId }}>
      {subjectName}
    </Link>
  );
}
