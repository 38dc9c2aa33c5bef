import type { Actor } from '../../access/audit.ts';
import type { Db, Trx } from '../../database/connect.ts';
import type { PersonId, TenantId } from '../../domain/ids.ts';
import { readNumber } from '../../domain/number.ts';
import { announce } from '../announce.ts';
import { inTransaction } from '../in-transaction.ts';
import { lookupCaller } from '../search/lookup-caller.ts';
import { keepAsActivity } from './keep-as-activity.ts';
import { type CallRow, mergeReport, nextExtensions, type ReportedCall } from './merge-report.ts';
import { showAt, shownAt } from './shown-extensions.ts';

/**
 * Takes a PBX's report of a call: shows it to the people with that extension, and keeps an ended call as an activity,
 * once a call id however often it is reported. Returns the contact that everybody of the tenant may see.
 */
export async function reportCall(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  given: ReportedCall,
  country: string,
): Promise<{ contactId: string | null }> {
  const { digits, dial } = readNumber(given.number, country);
  // Of a URI only the number means something to people.
  const report = { ...given, number: /[@:;<]/.test(given.number) && dial !== '' ? dial : given.number };
  const shared = await match(db, tenantId, null, report.number, country);
  const people = report.extension ? await peopleWith(db, tenantId, [report.extension]) : [];
  // A personal contact is shown to its owner only, and the activity stays with the owner's contact.
  const seen = new Map<PersonId, Match | null>();
  for (const person of people) seen.set(person, await match(db, tenantId, person, report.number, country));
  const contactId = shared?.id ?? [...seen.values()].find((found) => found !== null)?.id ?? null;
  // A PBX whose clock runs ahead: no call happens after it was reported.
  const at = new Date(Math.min(Date.now(), report.at ? Date.parse(report.at) : Date.now()));

  await inTransaction(db, async (trx) => {
    const known = await lockCall(trx, tenantId, report, digits, at);
    const before = await shownAt(trx, tenantId, report.callId);
    const shown = nextExtensions(known.event, report, before);
    const row = mergeReport(known, report, { at, digits, contactId, shown });
    await trx
      .updateTable('call')
      .set(row)
      .where('tenant_id', '=', tenantId)
      .where('call_id', '=', report.callId)
      .execute();
    await showAt(trx, tenantId, report.callId, row.started_at, shown);
    if (row.event === 'ended')
      await keepAsActivity(trx, tenantId, actor, { ...row, call_id: report.callId }, country);
    // It leaves the pages of those at whose extensions it no longer is.
    for (const person of await peopleWith(trx, tenantId, [...new Set([...before, ...shown])]))
      if (!seen.has(person)) seen.set(person, shared);
    for (const [personId, found] of seen) {
      await announce(trx, {
        tenantId,
        event: 'call',
        personId,
        data: {
          callId: report.callId,
          event: row.event,
          direction: report.direction,
          number: row.number,
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

/** The call as it is known. It is there before it is read, so that two reports that arrive together wait for each other. */
async function lockCall(
  trx: Trx,
  tenantId: TenantId,
  { callId, event, direction, number }: ReportedCall,
  digits: string,
  at: Date,
): Promise<CallRow> {
  await trx
    .insertInto('call')
    .values({ tenant_id: tenantId, call_id: callId, event, direction, number, digits, started_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'call_id']).doNothing())
    .execute();
  return trx
    .selectFrom('call')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .forUpdate()
    .executeTakeFirstOrThrow();
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

/** With one extension; of a company that gave all its people the same, some are told. */
const mostWithOne = 20;

async function peopleWith(
  db: Db | Trx,
  tenantId: TenantId,
  extensions: readonly string[],
): Promise<PersonId[]> {
  if (extensions.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('extension', 'in', extensions)
    .where('disabled_at', 'is', null)
    .limit(mostWithOne * extensions.length)
    .execute();
  return rows.map((row) => row.id as PersonId);
}
