import { Title } from '@mantine/core';
import classes from './SourceCard.module.css';
import { SourceForm } from './SourceForm.tsx';
import type { SourceKind } from './source-kinds.ts';

interface NewSourceCardProps {
  readonly kindName: string;
  readonly kind: SourceKind;
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}

export function NewSourceCard({ kindName, kind, onSaved, onCancel }: NewSourceCardProps) {
  const { title, lead, Guide } = kind;
  return (
    <section className={classes.card} aria-label={`Connect ${title}`}>
      <div className={classes.head}>
        <div>
          <Title order={2}>{kind.isNamed ? 'Connect a custom source' : `Connect ${title}`}</Title>
          <p className={classes.quiet}>{lead}</p>
        </div>
      </div>
      {Guide && <Guide />}
      <SourceForm kindName={kindName} kind={kind} onSaved={onSaved} {...(onCancel ? { onCancel } : {})} />
    </section>
  );
}
