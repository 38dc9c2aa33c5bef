import { useRole } from '../session/use-session.ts';
import { CallCard } from './CallCard.tsx';
import classes from './CallPanel.module.css';
import { useCalls } from './use-calls.ts';

/** Who is calling: the calls of one's extension that are under way, over whatever page is open. */
export function CallPanel() {
  const mayTakeCalls = useRole() !== 'user';
  const calls = useCalls(true, mayTakeCalls);
  return (
    <div className={classes.panel} role="status" aria-label="Calls under way">
      {calls.data?.items.map((call) => (
        <CallCard key={call.callId} call={call} />
      ))}
    </div>
  );
}
