import type { InList } from './cursor.ts';
import { newPageWatch } from './page-watch.ts';

/** Where every reading of the list begins. */
export const beginning = {
  step: 'list',
  collection: 'contacts',
  link: null,
  pages: 0,
  items: 0,
  repeated: 0,
  contacts: 0,
  numbered: [],
  watch: newPageWatch,
} as const satisfies Partial<InList>;

/** The list from its start once more. What any pass of the run has brought stays. */
export const nextPass = (state: InList): InList => ({
  ...state,
  ...beginning,
  numbered: [],
  pass: state.pass + 1,
});
