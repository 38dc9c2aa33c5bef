import { Progress } from '@mantine/core';
import { counted } from '../ui/count.ts';
import { IconCheck } from '../ui/icons.ts';
import classes from './Import.module.css';
import type { ImportProgress as HowFar } from './use-import.ts';

interface ImportProgressProps {
  readonly progress: HowFar;
  readonly fileBytes: number;
  readonly writes: boolean;
}

const titles = { sending: 'Send', reading: 'Read', comparing: 'Compare', writing: 'Write' } as const;

/** What the upload is doing, and how much of the file has been sent. */
export function ImportProgress({ progress, fileBytes, writes }: ImportProgressProps) {
  const { phase, sent } = progress;
  const phases = (['sending', 'reading', 'comparing', 'writing'] as const).filter(
    (one) => writes || one !== 'writing',
  );
  const at = phases.indexOf(phase);
  return (
    <div role="status">
      <ol className={classes.phases}>
        {phases.map((one, index) => (
          <li key={one} aria-current={one === phase ? 'step' : undefined} data-done={index < at || undefined}>
            {index < at && <IconCheck size={14} aria-label="Done:" />}
            {titles[one]}
          </li>
        ))}
      </ol>
      <Progress.Root size={4}>
        <Progress.Section
          value={phase === 'sending' ? sent * 100 : 100}
          striped={phase !== 'sending'}
          animated={phase !== 'sending'}
          aria-label={titles[phase]}
        />
      </Progress.Root>
      <p className={classes.quiet}>{inWords(progress, fileBytes)}</p>
    </div>
  );
}

function inWords({ phase, sent, contacts }: HowFar, fileBytes: number): string {
  const read = contacts === 0 ? '' : counted(contacts, 'contact');
  if (phase === 'sending') {
    return `Sending the file: ${megabytes(sent * fileBytes)} of ${megabytes(fileBytes)} MB`;
  }
  if (phase === 'reading') return read ? `Reading the file: ${read} so far` : 'Reading the file';
  if (phase === 'comparing') return `Comparing ${read} with the book`;
  return `Writing ${read} into the book`;
}

const megabytes = (bytes: number) =>
  (bytes / 1_000_000).toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
