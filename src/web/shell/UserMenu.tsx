import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '../session/use-session.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Initials } from '../ui/Initials.tsx';
import { IconCheck, IconLogout } from '../ui/icons.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import classes from './UserMenu.module.css';

export function UserMenu() {
  const { user, tenant, role } = useSession();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = user.name || user.email;
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`Account of ${name}`}>
          <Initials name={name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{name}</div>
          {user.name !== '' && <div className={classes.quiet}>{user.email}</div>}
          <div className={classes.quiet}>
            {tenant.name} · {role}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile">
          Your profile
        </Menu.Item>
        <Menu.Item
          rightSection={colorScheme === 'auto' ? <IconCheck size={16} /> : null}
          onClick={() => setColorScheme('auto')}
        >
          Theme as the system’s
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() =>
            signOut.mutate(undefined, { onError: (error) => showToast(messageOf(error), { tone: 'bad' }) })
          }
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
