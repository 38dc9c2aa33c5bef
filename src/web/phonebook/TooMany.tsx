import type { ContactList } from '../../contract/contact.ts';
import { count, counted } from '../ui/count.ts';
import classes from './TooMany.module.css';

/** Said when more match than are shown. */
export function TooMany({ list }: { readonly list: ContactList | undefined }) {
  if (!list?.nextCursor) return null;
  return (
    <p className={classes.note}>
      Showing {count(list.items.length)} of {counted(list.total, 'contact')}. Search to narrow the list.
    </p>
  );
}
