import { Title } from '@mantine/core';
import type { Run } from '../../contract/run.ts';
import { counted } from '../ui/count.ts';
import classes from './RunIssues.module.css';

/** The rows that a run could not use, with reasons. */
export function RunIssues({ run: { issues, issueCount } }: { readonly run: Run }) {
  return (
    <section>
      <Title order={2}>{counted(issueCount, 'issue')}</Title>
      {issues.length < issueCount && <p className={classes.note}>The first {issues.length} of them:</p>}
      <ul className={classes.list}>
        {issues.map(({ externalId, reason }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished run's issues never change places
          <li key={at}>
            {externalId !== null && <code>{externalId}</code>} {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
