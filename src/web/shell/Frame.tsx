import { useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { CallPanel } from '../calls/CallPanel.tsx';
import { LiveEvents } from '../live/LiveEvents.tsx';
import { useLeaveWhenOver } from '../session/use-leave-when-over.ts';
import { useSession } from '../session/use-session.ts';
import classes from './Frame.module.css';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';

/** What stands around every page while somebody is signed in. */
export function Frame() {
  const { user } = useSession();
  useLeaveWhenOver();
  const [folded, setFolded] = useLocalStorage({ key: 'switchbook-folded', defaultValue: false });
  return (
    <div className={classes.frame} data-folded={folded || undefined}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Navigation folded={folded} onFold={() => setFolded(!folded)} />
      <Header />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
      </main>
      <CallPanel />
      <LiveEvents key={user.id} />
    </div>
  );
}
