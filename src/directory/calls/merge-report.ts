import type { Selectable } from 'kysely';
import type { Tables } from '../../database/tables.ts';

export interface ReportedCall {
  readonly event: 'ringing' | 'answered' | 'ended';
  readonly callId: string;
  readonly number: string;
  readonly direction: 'inbound' | 'outbound';
  readonly extension?: string | undefined;
  readonly at?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

export type CallRow = Selectable<Tables['call']>;

// Later words about a call win over earlier ones, in whatever order a PBX's requests arrive.
const order = { ringing: 0, answered: 1, ended: 2 } as const;

/** What a report makes of a call: `shown` are the extensions where it is now. */
export function mergeReport(
  known: CallRow,
  report: ReportedCall,
  {
    at,
    digits,
    contactId,
    shown,
  }: { at: Date; digits: string; contactId: string | null; shown: readonly string[] },
) {
  const answeredAt = report.event === 'answered' ? earlier(known.answered_at, at) : known.answered_at;
  const endedAt = report.event === 'ended' ? at : known.ended_at;
  const event = order[known.event] > order[report.event] ? known.event : report.event;
  return {
    event,
    direction: report.direction,
    // An end that no longer says the number does not take it away.
    ...(report.number === ''
      ? { number: known.number, digits: known.digits }
      : { number: report.number, digits }),
    extension: (shown.length === 1 ? shown[0] : (known.extension ?? shown[0])) ?? null,
    contact_id: contactId ?? known.contact_id,
    started_at: earlier(known.started_at, at),
    answered_at: answeredAt,
    ended_at: endedAt,
    duration_seconds:
      event === 'ended'
        ? (report.durationSeconds ?? known.duration_seconds ?? secondsBetween(answeredAt, endedAt))
        : null,
  };
}

const earlier = (known: Date | null, at: Date): Date => (known !== null && known < at ? known : at);

const secondsBetween = (from: Date | null, to: Date | null): number | null =>
  from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null;

/** A ring group's call rings at many extensions, until one answers; afterwards it is where it was reported last. */
export function nextExtensions(
  known: ReportedCall['event'],
  { event, extension }: ReportedCall,
  shown: readonly string[],
): readonly string[] {
  if (!extension) return shown;
  if (event === 'ended' || known === 'ended') return shown.length > 0 ? shown : [extension];
  if (event === 'ringing' && known === 'ringing') return [...new Set([...shown, extension])].slice(0, 100);
  return [extension];
}
