import { BerReader, MalformedBer, tags } from './ber-reader.ts';
import { type BerWriter, createBerWriter } from './ber-writer.ts';
import { attributeName } from './filter.ts';
import { oids } from './plain-entries.ts';
import type { Control } from './request.ts';

export interface SortKey {
  /** As sent. */
  readonly attribute: string;
  readonly name: string;
  readonly reverse: boolean;
}

/** RFC 2891. */
export interface SortRequest {
  readonly critical: boolean;
  readonly keys: readonly SortKey[];
}

/** draft-ietf-ldapext-ldapv3-vlv-09: a window on a sorted list, as a phone scrolls. */
export interface ListViewRequest {
  readonly before: number;
  readonly after: number;
  readonly target:
    | { readonly kind: 'offset'; readonly offset: number; readonly contentCount: number }
    | { readonly kind: 'value'; readonly value: string };
}

/** RFC 2696. */
export interface PageRequest {
  readonly size: number;
  readonly cookie: string;
}

export interface SearchControls {
  readonly sort: SortRequest | null;
  readonly listView: ListViewRequest | null;
  readonly page: PageRequest | null;
  /** One is critical and unknown. */
  readonly unavailable: boolean;
}

const none: SearchControls = { sort: null, listView: null, page: null, unavailable: false };

/** Reads what a search asks for beyond itself. Unknown controls are ignored unless they are critical. */
export function readControls(controls: readonly Control[]): SearchControls {
  if (controls.length === 0) return none;
  let { sort, listView, page, unavailable } = none;
  for (const { oid, critical, value } of controls) {
    if (oid === oids.sortRequest) sort = { critical, keys: readSortKeys(content(value)) };
    else if (oid === oids.listViewRequest) listView = readListView(content(value));
    else if (oid === oids.paged) page = readPage(content(value));
    else if (critical) unavailable = true;
  }
  return { sort, listView, page, unavailable };
}

function content(value: Buffer | null): BerReader {
  if (!value) throw new MalformedBer('A control lacks its value.');
  return new BerReader(value).enter(tags.sequence);
}

function readSortKeys(list: BerReader): SortKey[] {
  const keys: SortKey[] = [];
  while (!list.atEnd) {
    const one = list.enter(tags.sequence);
    const attribute = one.text(tags.octets);
    // Every attribute has one order here: the rule that a client names is not needed.
    if (one.peek() === 0x80) one.skip();
    const reverse = one.peek() === 0x81 ? one.boolean(0x81) : false;
    keys.push({ attribute, name: attributeName(attribute), reverse });
    if (keys.length > 8) throw new MalformedBer('There are too many sort keys.');
  }
  if (keys.length === 0) throw new MalformedBer('There is no sort key.');
  return keys;
}

function readListView(one: BerReader): ListViewRequest {
  const before = Math.max(0, one.integer());
  const after = Math.max(0, one.integer());
  if (one.peek() === 0x81) return { before, after, target: { kind: 'value', value: one.text(0x81) } };
  const place = one.enter(0xa0);
  return {
    before,
    after,
    target: { kind: 'offset', offset: place.integer(), contentCount: place.integer() },
  };
}

function readPage(one: BerReader): PageRequest {
  return { size: Math.max(0, one.integer()), cookie: one.bytes(tags.octets).toString('latin1') };
}

/** A control of an answer. */
export interface AnswerControl {
  readonly oid: string;
  readonly value: Buffer;
}

export function writeControls(writer: BerWriter, controls: readonly AnswerControl[]): void {
  if (controls.length === 0) return;
  writer.begin(0xa0);
  for (const { oid, value } of controls) {
    writer.begin(0x30);
    writer.octets(oid);
    writer.octets(value);
    writer.end();
  }
  writer.end();
}

export function sortAnswer(result: number, attribute?: string): AnswerControl {
  return made(oids.sortResponse, (writer) => {
    writer.integer(result, 0x0a);
    if (attribute !== undefined) writer.octets(attribute, 0x80);
  });
}

export function listViewAnswer(position: number, contentCount: number, result: number): AnswerControl {
  return made(oids.listViewResponse, (writer) => {
    writer.integer(position);
    writer.integer(contentCount);
    writer.integer(result, 0x0a);
  });
}

/** `total`: an estimate of the whole; 0 when it is not known. */
export function pageAnswer(total: number, cookie: string): AnswerControl {
  return made(oids.paged, (writer) => {
    writer.integer(total);
    writer.octets(Buffer.from(cookie, 'latin1'));
  });
}

function made(oid: string, write: (writer: BerWriter) => void): AnswerControl {
  const writer = createBerWriter();
  writer.begin(0x30);
  write(writer);
  writer.end();
  return { oid, value: writer.take() };
}
