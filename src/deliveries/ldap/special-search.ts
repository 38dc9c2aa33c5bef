import { randomBytes } from 'node:crypto';
import type { Device } from '../../access/device.ts';
import { type Condition, findAll, findFirst } from '../../directory/phone-index/find.ts';
import type { IndexedContact } from '../../directory/phone-index/indexed-contact.ts';
import type { Outcome } from './answer.ts';
import { attributeOf } from './attributes.ts';
import {
  type AnswerControl,
  type ListViewRequest,
  listViewAnswer,
  type PageRequest,
  pageAnswer,
  type SearchControls,
  type SortRequest,
  sortAnswer,
} from './controls.ts';
import { resultCodes } from './result-codes.ts';
import type { SearchedBook } from './search.ts';
import { compareValues, sortedMatches, sortValue } from './sorted-matches.ts';

// Searches with a sort, a list view (VLV) or pages.

/** Where the paged searches of a connection stand, by their cookies. */
export type Pages = Map<string, PageState>;
interface PageState {
  readonly question: string;
  readonly sent: number;
  readonly last: IndexedContact;
  /** Sorted: the list that is being sent. */
  readonly list: readonly IndexedContact[] | null;
}

export interface SpecialSearch {
  readonly device: Pick<Device, 'nameOrder'>;
  readonly open: SearchedBook;
  readonly pages: Pages;
  readonly mostEntries: number;
  readonly overLimit: number;
  readonly condition: Condition;
  /** The most that the client and its device want in all. */
  readonly limit: number;
  /** What the device may hold. A list view has no other end: the client's limit is for one window. */
  readonly deviceLimit: number;
  /** What tells this search from others. */
  readonly question: string;
  send(contacts: readonly IndexedContact[], count?: number): void;
}

export function specialSearch(
  search: SpecialSearch,
  { sort, listView, page }: SearchControls,
): Outcome | Promise<Outcome> {
  if (listView && page)
    return { code: resultCodes.unwillingToPerform, message: 'Pages and a list view exclude each other.' };
  const unknown = sort?.keys.find(({ name }) => attributeOf(name) === undefined);
  if (unknown && sort?.critical) {
    return {
      code: resultCodes.unavailableCriticalExtension,
      message: 'There is no such attribute to sort by.',
      controls: [sortAnswer(resultCodes.noSuchAttribute, unknown.attribute)],
    };
  }
  const said: AnswerControl[] = sort
    ? [unknown ? sortAnswer(resultCodes.noSuchAttribute, unknown.attribute) : sortAnswer(resultCodes.success)]
    : [];
  if (sort && !unknown) return sortedSearch(search, sort, listView, page, said);
  if (listView) {
    return {
      code: resultCodes.sortControlMissing,
      message: 'A list view needs a sort.',
      controls: [...said, listViewAnswer(0, 0, resultCodes.sortControlMissing)],
    };
  }
  if (page) return sendPage(search, page, null, said);
  const most = Math.min(search.limit, search.mostEntries);
  const found = findFirst(search.open.book, search.condition, most + 1);
  return sendAll(search, found, said);
}

async function sortedSearch(
  search: SpecialSearch,
  { keys }: SortRequest,
  listView: ListViewRequest | null,
  page: PageRequest | null,
  said: readonly AnswerControl[],
): Promise<Outcome> {
  const question = `${keys.map(({ name, reverse }) => `${reverse ? '-' : ''}${name}`).join()} ${search.question}`;
  const known = page && search.pages.get(page.cookie);
  const list =
    (known?.question === question && known.list) ||
    (await sortedMatches(search.open.book, search.condition, keys, search, question));
  if (listView) {
    const held = list.length > search.deviceLimit ? list.slice(0, search.deviceLimit) : list;
    return sendView(search, listView, held, keys[0]!, said);
  }
  if (page) return sendPage({ ...search, question }, page, list, said);
  return sendAll(search, list, said);
}

function sendAll(
  search: SpecialSearch,
  found: readonly IndexedContact[],
  controls: readonly AnswerControl[],
): Outcome {
  const most = Math.min(search.limit, search.mostEntries, found.length);
  search.send(found, most);
  return {
    code: most < found.length || search.open.complete === false ? search.overLimit : resultCodes.success,
    controls,
  };
}

function sendView(
  search: SpecialSearch,
  { before, after, target }: ListViewRequest,
  list: readonly IndexedContact[],
  key: SortRequest['keys'][number],
  said: readonly AnswerControl[],
): Outcome {
  const count = list.length;
  const position =
    target.kind === 'offset'
      ? offsetPosition(target.offset, target.contentCount, count)
      : valuePosition(list, target.value, key, search);
  const controls = [...said, listViewAnswer(position, count, resultCodes.success)];
  if (position < 1 || position > count) return { code: resultCodes.success, controls };
  const start = Math.max(0, position - 1 - before);
  const end = Math.min(count, position + after, start + search.mostEntries);
  search.send(list.slice(start, end));
  return { code: resultCodes.success, controls };
}

/** A client that thinks the list has another length means the same share of it. Outside the list: its nearest end. */
function offsetPosition(offset: number, contentCount: number, count: number): number {
  const meant =
    contentCount > 0 && contentCount !== count ? Math.round((offset / contentCount) * count) : offset;
  return Math.min(count, Math.max(1, meant));
}

/** The first place whose value is not before `value`; behind the last when there is none. */
function valuePosition(
  list: readonly IndexedContact[],
  value: string,
  { name, reverse }: SortRequest['keys'][number],
  reader: Pick<SpecialSearch, 'device'>,
): number {
  const attribute = attributeOf(name);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = attribute ? sortValue(attribute, list[middle]!, reader) : null;
    const order = there === null ? 1 : compareValues(there, value) * (reverse ? -1 : 1);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

const mostCookies = 8;

/** `list`: what is sent page by page; null: the matches in the order of names, looked up anew behind the last one sent. */
function sendPage(
  search: SpecialSearch,
  page: PageRequest,
  list: readonly IndexedContact[] | null,
  said: readonly AnswerControl[],
): Outcome {
  const { pages, question, limit } = search;
  if (page.size === 0 && page.cookie === '') {
    // RFC 2696: how many there are, and nothing else.
    const all = list ?? findAll(search.open.book, search.condition);
    return { code: resultCodes.success, controls: [...said, pageAnswer(all.length, '')] };
  }
  const state = pages.get(page.cookie);
  if (page.cookie !== '' && state?.question !== question) {
    return { code: resultCodes.unwillingToPerform, message: 'This search has ended. Start it again.' };
  }
  pages.delete(page.cookie);
  const sent = state?.sent ?? 0;
  const room = Math.max(0, Math.min(page.size, search.mostEntries, limit - sent));
  const found = list
    ? list.slice(sent, sent + room + 1)
    : findFirst(search.open.book, search.condition, room + 1, state?.last ?? null);
  const count = Math.min(room, found.length);
  search.send(found, count);
  const last = count > 0 ? found[count - 1] : state?.last;
  const more = found.length > count;
  const full = more && sent + count >= limit;
  const cookie = more && !full && last ? randomBytes(8).toString('latin1') : '';
  if (cookie !== '' && last) {
    pages.set(cookie, { question, sent: sent + count, last, list });
    for (const oldest of pages.keys()) {
      if (pages.size <= mostCookies) break;
      pages.delete(oldest);
    }
  }
  const total = list?.length ?? 0;
  return {
    code: full || (!more && search.open.complete === false) ? search.overLimit : resultCodes.success,
    controls: [...said, pageAnswer(total, cookie)],
  };
}
