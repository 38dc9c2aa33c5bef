import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** The one thing that starts it. */
  readonly action?: ReactNode;
}

/** Says what a place is for while nothing is in it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon && <span className={classes.icon}>{icon}</span>}
      <Title order={2}>{title}</Title>
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  );
}
