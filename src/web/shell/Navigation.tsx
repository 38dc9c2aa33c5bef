import { Tooltip, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRole } from '../session/use-session.ts';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '../ui/icons.ts';
import { MorePlaces } from './MorePlaces.tsx';
import classes from './Navigation.module.css';
import { placesFor } from './navigation.ts';

interface NavigationProps {
  readonly folded: boolean;
  readonly onFold: () => void;
}

/** At the left, foldable to icons; on a telephone a bar at the bottom. */
export function Navigation({ folded, onFold }: NavigationProps) {
  const places = placesFor(useRole());
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = folded ? 'Unfold navigation' : 'Fold navigation';
  return (
    <nav className={classes.navigation} data-folded={folded || undefined} aria-label="Pages">
      <p className={classes.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span className={classes.label}>Switchbook</span>
      </p>
      <ul className={classes.places}>
        {places.map(({ to, label, shortLabel, icon: Icon, behindMore }) => (
          <li key={to} data-behind-more={behindMore}>
            <Tooltip label={label} position="right" disabled={!folded}>
              <Link to={to} className={classes.place} aria-label={label}>
                <Icon size={18} stroke={1.7} aria-hidden="true" />
                <span className={classes.label}>{label}</span>
                <span className={classes.shortLabel}>{shortLabel}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
        <MorePlaces places={places.filter(({ behindMore }) => behindMore)} />
      </ul>
      <Tooltip label={foldLabel} position="right" disabled={!folded}>
        <UnstyledButton className={classes.fold} onClick={onFold} aria-label={foldLabel}>
          <FoldIcon size={18} stroke={1.7} aria-hidden="true" />
          <span className={classes.label}>Fold</span>
        </UnstyledButton>
      </Tooltip>
    </nav>
  );
}
