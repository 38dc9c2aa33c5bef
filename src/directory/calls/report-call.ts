import { sql } from 'kysely';
import type { Actor } from '../../access/audit.ts';
import type { Db, Trx } from '../../database/connect.ts';
import { newId, type PersonId, type TenantId } from '../../domain/ids.ts';
import { readNumber } from '../../domain/number.ts';
import { announce } from '../announce.ts';
import { callerNumber } from '../caller-match.ts';
import { inTransaction } from '../in-transaction.ts';
import { lookupCaller } from '../search/lookup-caller.ts';

export interface ReportedCall {
  readonly event: 'ringing' | 'answered' | 'ended';
  readonly callId: string;
  readonly number: string;
  readonly direction: 'inbound' | 'outbound';
  readonly extension?: string | undefined;
  readonly at?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

// Later words about a call win over earlier ones, in whatever order a PBX's requests arrive.
const order = { ringing: 0, answered: 1, ended: 2 } as const;

/**
 * Takes a PBX's report of a call: shows it to the people with that extension, and keeps an ended call as an activity,
 * once a call id however often it is reported. Returns the contact that everybody of the tenant may see.
 */
export async function reportCall(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  report: ReportedCall,
  country: string,
): Promise<{ contactId: string | null }> {
  const { digits } = readNumber(report.number, country);
  const shared = await match(db, tenantId, null, report.number, country);
  const people = report.extension ? await peopleWith(db, tenantId, report.extension) : [];
  // A personal contact is shown to its owner only, and the activity stays with the owner's contact.
  const seen = new Map<PersonId, Match | null>();
  for (const person of people) seen.set(person, await match(db, tenantId, person, report.number, country));
  const contactId = shared?.id ?? [...seen.values()].find((found) => found !== null)?.id ?? null;
  // A PBX whose clock runs ahead: no call happens after it was reported.
  const at = new Date(Math.min(Date.now(), report.at ? Date.parse(report.at) : Date.now()));

  await inTransaction(db, async (trx) => {
    // The row is there before it is read, so that two reports of one call that arrive together wait for each other.
    await trx
      .insertInto('call')
      .values({
        tenant_id: tenantId,
        call_id: report.callId,
        event: report.event,
        direction: report.direction,
        number: report.number,
        digits,
        started_at: at,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'call_id']).doNothing())
      .execute();
    const known = await trx
      .selectFrom('call')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('call_id', '=', report.callId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await shownAt(trx, tenantId, report.callId);
    const shown = nextExtensions(known.event, report, before);
    const event = order[known.event] > order[report.event] ? known.event : report.event;
    const answeredAt = report.event === 'answered' ? at : known.answered_at;
    const endedAt = report.event === 'ended' ? at : known.ended_at;
    const duration =
      report.durationSeconds ??
      known.duration_seconds ??
      (endedAt && answeredAt
        ? Math.max(0, Math.round((endedAt.getTime() - answeredAt.getTime()) / 1000))
        : null);
    const row = {
      event,
      direction: report.direction,
      // An end that no longer says the number does not take it away.
      ...(report.number === ''
        ? { number: known.number, digits: known.digits }
        : { number: report.number, digits }),
      extension: (shown.length === 1 ? shown[0] : (known.extension ?? shown[0])) ?? null,
      contact_id: contactId ?? known.contact_id,
      started_at: new Date(Math.min(at.getTime(), known.started_at.getTime())),
      answered_at: answeredAt,
      ended_at: endedAt,
      duration_seconds: event === 'ended' ? duration : null,
    };
    await trx
      .updateTable('call')
      .set(row)
      .where('tenant_id', '=', tenantId)
      .where('call_id', '=', report.callId)
      .execute();
    await showAt(trx, tenantId, report.callId, row.started_at, shown);
    // Once a call id; a report that came late completes what the end did not know.
    if (event === 'ended') {
      await trx
        .insertInto('activity')
        .values({
          tenant_id: tenantId,
          id: newId(),
          contact_id: row.contact_id,
          kind: 'call',
          at: row.started_at,
          direction: row.direction,
          number: row.number,
          digits: row.digits,
          whole: isWhole(row.number, country),
          extension: row.extension,
          duration_seconds: duration,
          author_kind: actor.kind,
          author_id: actor.id,
          author_name: actor.name,
          call_id: report.callId,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'call_id'])
            .where('call_id', 'is not', null)
            .doUpdateSet((existing) => ({
              contact_id: sql`coalesce(activity.contact_id, ${existing.ref('excluded.contact_id')})`,
              at: existing.ref('excluded.at'),
              number: existing.ref('excluded.number'),
              digits: existing.ref('excluded.digits'),
              whole: existing.ref('excluded.whole'),
              extension: existing.ref('excluded.extension'),
              duration_seconds: existing.ref('excluded.duration_seconds'),
            })),
        )
        .execute();
    }
    // It leaves the pages of those at whose extensions it no longer is.
    for (const extension of new Set([...before, ...shown]))
      for (const person of await peopleWith(trx, tenantId, extension))
        if (!seen.has(person)) seen.set(person, shared);
    for (const [personId, found] of seen) {
      await announce(trx, {
        tenantId,
        event: 'call',
        personId,
        data: {
          callId: report.callId,
          event,
          direction: report.direction,
          number: report.number,
          extension: row.extension,
          contactId: found?.id ?? null,
          displayName: found?.displayName ?? '',
          at: at.toISOString(),
        },
      });
    }
  });
  return { contactId: shared?.id ?? null };
}

interface Match {
  readonly id: string;
  readonly displayName: string;
}

async function match(
  db: Db,
  tenantId: TenantId,
  personId: PersonId | null,
  number: string,
  country: string,
): Promise<Match | null> {
  if (number === '') return null;
  return (await lookupCaller(db, { tenantId, personId }, number, { country })).match;
}

async function peopleWith(db: Db | Trx, tenantId: TenantId, extension: string): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('extension', '=', extension)
    .where('disabled_at', 'is', null)
    .limit(20)
    .execute();
  return rows.map((row) => row.id as PersonId);
}

/** A ring group's call rings at many extensions, until one answers; afterwards it is where it was reported last. */
function nextExtensions(
  known: ReportedCall['event'],
  { event, extension }: ReportedCall,
  shown: readonly string[],
): readonly string[] {
  if (!extension) return shown;
  if (event === 'ended' || known === 'ended') return shown.length > 0 ? shown : [extension];
  if (event === 'ringing' && known === 'ringing') return [...new Set([...shown, extension])].slice(0, 100);
  return [extension];
}

async function shownAt(trx: Trx, tenantId: TenantId, callId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('call_extension')
    .select('extension')
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .execute();
  return rows.map(({ extension }) => extension);
}

async function showAt(
  trx: Trx,
  tenantId: TenantId,
  callId: string,
  startedAt: Date,
  extensions: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('call_extension')
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .$if(extensions.length > 0, (query) => query.where('extension', 'not in', extensions))
    .execute();
  if (extensions.length === 0) return;
  await trx
    .insertInto('call_extension')
    .values(
      extensions.map((extension) => ({
        tenant_id: tenantId,
        call_id: callId,
        extension,
        started_at: startedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'call_id', 'extension'])
        .doUpdateSet((row) => ({ started_at: row.ref('excluded.started_at') })),
    )
    .execute();
}

function isWhole(number: string, country: string): boolean {
  const { digits, e164 } = readNumber(number, country);
  return callerNumber(digits, e164).whole;
}
