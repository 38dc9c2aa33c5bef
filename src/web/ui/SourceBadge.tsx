import classes from './SourceBadge.module.css';

interface SourceBadgeProps {
  readonly contact: {
    readonly source: { readonly name: string; readonly kind: string } | null;
    readonly book: string;
  };
}

/** Where a contact comes from. */
export function SourceBadge({ contact }: SourceBadgeProps) {
  const { source, book } = contact;
  const name = source?.name ?? (book === 'personal' ? 'Personal' : 'Central');
  return (
    <span className={classes.badge} data-kind={source ? 'source' : book} title={name}>
      {name}
    </span>
  );
}
