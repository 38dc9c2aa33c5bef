import { fingerprint } from '../http/guarded-request.ts';
import { type SourceContact, SourceFailure, type SourceIo, type SourceIssue } from '../source.ts';
import { ask } from './ask.ts';
import { parseExactly } from './parse-exactly.ts';
import { readId, readRow } from './read-row.ts';
import type { CustomSettings } from './settings.ts';
import { dropToken, takeToken } from './token.ts';

export interface FetchedPage {
  readonly contacts: readonly SourceContact[];
  readonly issues: readonly SourceIssue[];
  /** Ids of rows that are there but unusable. */
  readonly keep: readonly string[];
  readonly deleted: readonly string[];
  readonly hasMore: boolean;
  readonly rows: number;
  readonly fingerprint: string;
  /** The source's clock in UNIX seconds, where its `Date` header says so. */
  readonly date: number | null;
  /** An earlier try of this page may have been sent and lost. */
  readonly repeated: boolean;
}

/** Fetches a page of `/contacts` or `/contacts/delta`, with a new token once when the old one has run out. */
export async function fetchPage(
  settings: CustomSettings,
  io: SourceIo,
  path: string,
  rowsKey: 'contacts' | 'updated',
): Promise<FetchedPage> {
  let answer = await ask(settings, io, path, `Bearer ${await takeToken(settings, io)}`);
  if (answer.status === 401) {
    dropToken(settings);
    answer = await ask(settings, io, path, `Bearer ${await takeToken(settings, io)}`);
  }
  const { host } = new URL(settings.url);
  if (answer.status === 401 || answer.status === 403) {
    dropToken(settings);
    throw new SourceFailure(
      'credentials-refused',
      `${host} gave out a token and then refused it. Check that the client ID may read contacts there.`,
    );
  }
  if (answer.status !== 200) {
    throw new SourceFailure(
      'malformed',
      `${host} answered ${answer.status} to ${path.split('?')[0]}. Check that the address is that of a contact service.`,
    );
  }
  const body = parseBody(answer.text, host, path);
  const rows = listOf(body[rowsKey], rowsKey, host);
  const deleted = rowsKey === 'updated' ? listOf(body.deleted, 'deleted', host) : [];
  const contacts: SourceContact[] = [];
  const issues: SourceIssue[] = [];
  for (const row of rows) {
    const read = readRow(row);
    if ('contact' in read) contacts.push(read.contact);
    else issues.push(read.issue);
  }
  const date = Date.parse(answer.header('date') ?? '');
  return {
    contacts,
    issues,
    keep: issues.flatMap(({ externalId }) => externalId ?? []),
    deleted: deleted.map(readId).filter((id) => id !== null),
    hasMore: body.has_more === true,
    rows: rows.length,
    fingerprint: fingerprint(answer.text),
    date: Number.isNaN(date) ? null : Math.floor(date / 1000),
    repeated: answer.repeated,
  };
}

function parseBody(text: string, host: string, path: string): Record<string, unknown> {
  let body: unknown;
  try {
    body = parseExactly(text);
  } catch {
    body = null;
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  const what = /^\s*</.test(text)
    ? 'a web page'
    : text.trim() === ''
      ? 'nothing'
      : 'something that is not JSON';
  throw new SourceFailure(
    'malformed',
    `${host} answered ${path.split('?')[0]} with ${what}. Check that the address is that of a contact service, and that no sign-in page stands before it.`,
  );
}

function listOf(value: unknown, key: string, host: string): readonly unknown[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new SourceFailure(
    'malformed',
    `The answer of ${host} has no list named "${key}". Nothing was removed.`,
  );
}
