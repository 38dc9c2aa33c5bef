import { Progress } from '@mantine/core';
import classes from './Import.module.css';

interface ImportProgressProps {
  /** How much of the file has been sent, from 0 to 1. */
  readonly sent: number;
  readonly doing: string;
}

export function ImportProgress({ sent, doing }: ImportProgressProps) {
  const isSending = sent < 1;
  return (
    <div role="status">
      <Progress.Root size={4}>
        <Progress.Section
          value={isSending ? sent * 100 : 100}
          striped={!isSending}
          animated={!isSending}
          aria-label={doing}
        />
      </Progress.Root>
      <p className={classes.quiet}>
        {isSending ? `Sending the file: ${Math.round(sent * 100)} %` : `${doing}. Large files take a moment.`}
      </p>
    </div>
  );
}
