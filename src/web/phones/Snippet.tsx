import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '../ui/icons.ts';
import { useCopy } from '../ui/use-copy.ts';
import classes from './Snippet.module.css';

interface SnippetProps {
  readonly title: string;
  readonly text: string;
}

/** A text to paste elsewhere. */
export function Snippet({ title, text }: SnippetProps) {
  const { copied, copy } = useCopy();
  return (
    <section className={classes.snippet} aria-label={title}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Copy: ${title}`}
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={() => copy(text)}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
