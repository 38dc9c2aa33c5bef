import type { ReactNode } from 'react';
import classes from './Pill.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | 'quiet';

interface PillProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** A state in a word or two. */
export function Pill({ tone, children }: PillProps) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}
