import type { ReactNode } from 'react';
import classes from './Page.module.css';

/** A page that scrolls as a whole: forms, cards, details. Lists scroll by themselves instead. */
export function Page({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.scroll}>
      <div className={classes.column}>{children}</div>
    </div>
  );
}
