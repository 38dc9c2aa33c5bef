import { Menu, UnstyledButton } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { IconDots } from '../ui/icons.ts';
import classes from './Navigation.module.css';
import type { Place } from './navigation.ts';

/** On a telephone: the places that the bottom bar has no room for. It stands for the one of them that is open. */
export function MorePlaces({ places }: { readonly places: readonly Place[] }) {
  const { pathname } = useLocation();
  if (places.length === 0) return null;
  const open = places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  const Shown = open?.icon ?? IconDots;
  return (
    <li className={classes.more}>
      <Menu position="top-end" width={220} shadow="md">
        <Menu.Target>
          <UnstyledButton
            className={classes.place}
            aria-label={open ? `More, ${open.label} is open` : 'More'}
            {...(open ? { 'aria-current': 'page' } : {})}
          >
            <Shown size={18} stroke={1.7} aria-hidden="true" />
            <span className={classes.shortLabel}>{open?.shortLabel ?? 'More'}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {places.map(({ to, label, icon: Icon }) => (
            <Menu.Item
              key={to}
              h={44}
              component={Link}
              to={to}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden="true" />}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
