import type { OpenBookDocument, PhoneEntry } from '../phone-xml/format.ts';

/** A feed of JSON objects in an array. */
export function jsonBook(start: string, end: string, write: (entry: PhoneEntry) => object): OpenBookDocument {
  return {
    start,
    between: ',\n',
    write: (entry) => ({ text: JSON.stringify(write(entry)), entries: 1 }),
    empty: '',
    end: `${end}\n`,
  };
}
