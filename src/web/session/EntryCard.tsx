import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from '../ui/use-title.ts';
import classes from './EntryCard.module.css';

interface EntryCardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** The pages before one is signed in: one card in the middle. */
export function EntryCard({ title, lead, children }: EntryCardProps) {
  useTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Switchbook
        </p>
        <Title order={1}>{title}</Title>
        <p className={classes.lead}>{lead}</p>
        {children}
      </div>
    </main>
  );
}
