import type { SourceContact, SourceIssue } from '../source.ts';
import { malformed } from './failures.ts';
import { parseBody, readId } from './parse-body.ts';
import { parseContact } from './parse-contact.ts';
import { describeText } from './service.ts';

/** What a page of the contract says, sorted. */
export interface Rows {
  readonly contacts: readonly SourceContact[];
  readonly issues: readonly SourceIssue[];
  /** Ids of rows that are there but cannot be used. */
  readonly keep: readonly string[];
  /** Ids that were deleted; none in the full list. */
  readonly deleted: readonly string[];
  readonly hasMore: boolean;
}

/** A page of `/contacts`. Throws `malformed` for anything else: an answer of another kind must never look like an empty list. */
export function parseFullPage(host: string, text: string): Rows {
  const body = readEnvelope(host, '/contacts', text);
  return sortRows(readRows(host, '/contacts', body, 'contacts'), [], readMore(host, '/contacts', body));
}

/** A page of `/contacts/delta`. */
export function parseDeltaPage(host: string, text: string): Rows {
  const call = '/contacts/delta';
  const body = readEnvelope(host, call, text);
  return sortRows(
    readRows(host, call, body, 'updated'),
    readRows(host, call, body, 'deleted'),
    readMore(host, call, body),
  );
}

type Envelope = Readonly<Record<string, unknown>>;

function readEnvelope(host: string, call: string, text: string): Envelope {
  const body = parseBody(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw malformed(
    host,
    `answers ${call} with ${describeText(text)} instead of a page of contacts. Check the URL, and whether a proxy stands between.`,
  );
}

/** Go writes an empty list as `null`; a list that is not there at all is something else. */
function readRows(host: string, call: string, body: Envelope, name: string): readonly unknown[] {
  const rows = body[name];
  if (rows === null) return [];
  if (Array.isArray(rows)) return rows;
  throw malformed(
    host,
    `answers ${call} without the list "${name}". Check that it is a custom contact service.`,
  );
}

function readMore(host: string, call: string, body: Envelope): boolean {
  if (typeof body.has_more === 'boolean') return body.has_more;
  throw malformed(
    host,
    `answers ${call} without saying in "has_more", true or false, whether more follows. See whether it follows the contract.`,
  );
}

function sortRows(rows: readonly unknown[], gone: readonly unknown[], hasMore: boolean): Rows {
  const contacts: SourceContact[] = [];
  const issues: SourceIssue[] = [];
  const keep: string[] = [];
  for (const row of rows) {
    const parsed = parseContact(row);
    if ('fields' in parsed) contacts.push(parsed);
    else {
      issues.push(parsed);
      if (parsed.externalId !== null) keep.push(parsed.externalId);
    }
  }
  const deleted = gone.flatMap((value) => readId(value) ?? []);
  if (deleted.length < gone.length)
    issues.push({ externalId: null, reason: 'An id in the list of deleted contacts cannot be one.' });
  return { contacts, issues, keep, deleted, hasMore };
}
