import { Button } from '@mantine/core';
import type { ContactDetail } from '../../contract/contact.ts';
import type { ContactField } from '../../domain/contact.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import classes from './ContactDetails.module.css';
import { valueInWords } from './value-in-words.ts';

interface EditedHereProps {
  readonly field: ContactField;
  readonly edit: ContactDetail['fields'][string];
  readonly pending: boolean;
  readonly onUseSource?: () => void;
}

/** Who edited a field and when, what its source says, and the way back to that. */
export function EditedHere({ field, edit, pending, onUseSource }: EditedHereProps) {
  const says = valueInWords(field, edit.sourceValue);
  return (
    <div className={classes.mark}>
      <strong>Edited here</strong>
      <span className={classes.quiet}>
        {edit.editedBy}, <TimeAgo at={edit.editedAt} />
      </span>
      <span className={classes.says}>
        <span className={classes.quiet}>Source: </span>
        {says === '' ? <span className={classes.quiet}>empty</span> : says}
      </span>
      {onUseSource && (
        <Button size="compact-xs" variant="default" disabled={pending} onClick={onUseSource}>
          Use source value
        </Button>
      )}
    </div>
  );
}
