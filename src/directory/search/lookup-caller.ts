import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { otherReadings, readNumber } from '../../domain/number.ts';
import { type CallerCandidate, callerNumber, leastEnding, matchReadings } from '../caller-match.ts';
import { tenantLeastEnding } from '../least-ending.ts';
import type { Viewer } from '../viewer.ts';
import { visibleTo } from '../visible-to.ts';
import { type ContactView, contactView, joinSource, type ViewRow, viewColumns } from './contact-view.ts';

// So many contacts may share a number or an ending; of more, it is not sure which is the best.
const mostCandidates = 1_000;

/**
 * Who calls from this number, among what the viewer may see, by the policy of caller-match.ts; `others` have it as
 * well. `country` reads a number that has no country code.
 */
export async function lookupCaller(
  db: Db,
  viewer: Viewer,
  number: string,
  { country }: { readonly country: string },
): Promise<{ match: ContactView | null; others: number }> {
  const read = readNumber(number, country);
  const { digits } = read;
  if (digits === '') return { match: null, others: 0 };
  const readings = [digits, ...otherReadings(read, country)];
  const same = await readCandidates(db, sameDigitsQuery(viewer, readings));
  const candidates =
    same.length > 0 || digits.length < leastEnding
      ? same
      : await readCandidates(db, sameEndingQuery(viewer, digits));
  // The same digits are the same number, however many it takes for an ending.
  const least = same.length > 0 ? leastEnding : await tenantLeastEnding(db, viewer.tenantId);
  const { match, others } = matchReadings(read, readings, candidates, least);
  if (match === null) return { match: null, others: 0 };
  const { rows } = await callerQuery(viewer, match.contactId).execute(db);
  return rows[0] ? { match: contactView(rows[0]), others } : { match: null, others: 0 };
}

interface CandidateRow {
  readonly contact_id: string;
  readonly digits: string;
  readonly e164: string | null;
  readonly extension: string | null;
  readonly personal: boolean;
  readonly local: boolean;
  readonly updated_at: Date;
}

async function readCandidates(db: Db, query: RawBuilder<CandidateRow>): Promise<CallerCandidate[]> {
  const { rows } = await query.execute(db);
  return rows.map((row) => ({
    contactId: row.contact_id,
    ...callerNumber(row),
    personal: row.personal,
    local: row.local,
    updatedAt: row.updated_at,
  }));
}

const candidates = (viewer: Viewer, among: RawBuilder<boolean>) => sql<CandidateRow>`
  select n.contact_id, n.digits, n.e164, n.extension, c.owner_id is not null as personal, c.source_id is null as local, c.updated_at
  from contact_number n join contact c on c.tenant_id = n.tenant_id and c.id = n.contact_id
  where n.tenant_id = ${viewer.tenantId} and ${among} and ${visibleTo(viewer)}
  limit ${sql.lit(mostCandidates)}`;

export const sameDigitsQuery = (viewer: Viewer, readings: readonly string[]): RawBuilder<CandidateRow> =>
  candidates(viewer, sql`reverse(n.digits) collate "C" = any(${readings.map(backwards)}::text[])`);

export function sameEndingQuery(viewer: Viewer, digits: string): RawBuilder<CandidateRow> {
  const ending = backwards(digits.slice(-leastEnding));
  // The colon is the character after 9.
  return candidates(
    viewer,
    sql`reverse(n.digits) collate "C" >= ${ending} and reverse(n.digits) collate "C" < ${`${ending}:`}`,
  );
}

const callerQuery = (viewer: Viewer, id: string) => sql<ViewRow>`
  select ${viewColumns} from contact c ${joinSource} where ${visibleTo(viewer)} and c.id = ${id}`;

const backwards = (digits: string) => [...digits].reverse().join('');
