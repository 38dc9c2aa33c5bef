import type { ReactNode } from 'react';
import classes from './Disclosure.module.css';

interface DisclosureProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** What not everybody needs, one click away. */
export function Disclosure({ label, children }: DisclosureProps) {
  return (
    <details className={classes.disclosure}>
      <summary>{label}</summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
