import type { UndoResult } from '../../contract/phonebook.ts';
import { count, counted } from '../ui/count.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import classes from './Import.module.css';

/** What undoing brought back, took away, and left because somebody edited it since. */
export function UndoWords({
  result: { restored, removed, kept, keptTotal },
}: {
  readonly result: UndoResult;
}) {
  return (
    <div>
      <p className={classes.file}>
        The book is as it was{keptTotal > 0 && ', but for what was kept'}: {counted(restored, 'contact')}{' '}
        restored, {counted(removed, 'contact')} removed.
      </p>
      {keptTotal > 0 && (
        <Disclosure label={`${counted(keptTotal, 'contact')} kept`}>
          <ul className={classes.names}>
            {kept.map(({ contactId, name, reason }) => (
              <li key={contactId}>
                <strong>{name}</strong> {reason}
              </li>
            ))}
          </ul>
          {keptTotal > kept.length && (
            <p className={classes.quiet}>The first {count(kept.length)} are shown.</p>
          )}
        </Disclosure>
      )}
    </div>
  );
}
