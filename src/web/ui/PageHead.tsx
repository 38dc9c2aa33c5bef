import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PageHead.module.css';
import { useTitle } from './use-title.ts';

interface PageHeadProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** Buttons and filters at the right. */
  readonly children?: ReactNode;
}

export function PageHead({ title, note, children }: PageHeadProps) {
  useTitle(title);
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        <Title order={1}>{title}</Title>
        {note && <span className={classes.note}>{note}</span>}
      </div>
      {children && <div className={classes.tools}>{children}</div>}
    </div>
  );
}
