import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../database/connect.ts';
import type { Tables } from '../../database/tables.ts';
import { readCursor, writeCursor } from '../../domain/cursor.ts';
import type { TenantId } from '../../domain/ids.ts';
import { instant } from '../../domain/instant.ts';
import { leastEnding } from '../caller-match.ts';
import { type ActivityView, activityView } from './activity-view.ts';

export interface ActivityRequest {
  readonly kind?: 'note' | 'call' | 'email' | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const position = z.tuple([instant, z.guid()]);

/**
 * What happened with a contact, newest first: its own activities, and the calls of unknown callers that came from one
 * of its numbers, as caller-match.ts takes numbers for the same. The caller has checked that the contact may be seen.
 */
export async function listActivities(
  db: Db,
  tenantId: TenantId,
  contactId: string,
  { kind, limit, cursor }: ActivityRequest,
): Promise<{ items: ActivityView[]; nextCursor?: string }> {
  const after = cursor === undefined ? null : readCursor(cursor, position);
  const page = sql`
    ${kind ? sql`and a.kind = ${kind}` : sql``}
    ${after ? sql`and (a.at, a.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`;
  // Three walks along an index, a page each: none grows with how much has happened. That of endings has the fewest
  // digits that a company may choose.
  const found = await sql<Selectable<Tables['activity']>>`
    with own as materialized (
      select a.* from activity a
      where a.tenant_id = ${tenantId} and a.contact_id = ${contactId} ${page}
      order by a.at desc, a.id desc limit ${limit + 1}),
    joined as materialized (
      select u.* from (
        select digits from contact_number
        where tenant_id = ${tenantId} and contact_id = ${contactId} and digits <> ''
        union
        select e164 from contact_number
        where tenant_id = ${tenantId} and contact_id = ${contactId} and e164 is not null) n
      cross join lateral (
        select a.* from activity a
        where a.tenant_id = ${tenantId} and a.contact_id is null and a.digits = n.digits ${page}
        order by a.at desc, a.id desc limit ${limit + 1}) u),
    alike as materialized (
      select u.* from (
        select distinct digits, least_ending, e164 is not null as whole
        from contact_number join tenant using (tenant_id)
        where tenant_id = ${tenantId} and contact_id = ${contactId} and length(digits) >= least_ending) n
      cross join lateral (
        select a.* from activity a
        where a.tenant_id = ${tenantId} and a.contact_id is null and length(a.digits) >= ${sql.lit(leastEnding)}
          and right(a.digits, ${sql.lit(leastEnding)}) = right(n.digits, ${sql.lit(leastEnding)})
          and length(a.digits) >= n.least_ending
          and right(a.digits, n.least_ending) = right(n.digits, n.least_ending)
          and not (a.whole and n.whole) ${page}
        order by a.at desc, a.id desc limit ${limit + 1}) u)
    select distinct on (at, id) * from (
      select * from own union all select * from joined union all select * from alike) every
    order by at desc, id desc limit ${limit + 1}`.execute(db);
  const shown = found.rows.slice(0, limit).map(activityView);
  const last = shown.at(-1);
  return {
    items: shown,
    ...(found.rows.length > limit && last ? { nextCursor: writeCursor([last.at, last.id]) } : {}),
  };
}
