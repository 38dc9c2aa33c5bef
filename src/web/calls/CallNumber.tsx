import { dialLink } from '../contacts/dial-link.ts';
import { useReadableNumbers } from '../contacts/readable-numbers.ts';
import { reportedNumber } from './reported-number.ts';

/** The other side of a call, readable, and dialled by a click. */
export function CallNumber({ number }: { readonly number: string }) {
  const readable = useReadableNumbers();
  if (!/\d/.test(number)) return number || 'an unknown number';
  const phone = { ...reportedNumber(number), label: 'other' as const };
  return (
    <a className="tabular" href={dialLink(phone)}>
      {readable(phone)}
    </a>
  );
}
