import { sql } from 'kysely';
import pg from 'pg';
import type { Db, Trx } from './connect.ts';

/**
 * What processes tell each other through the database (LISTEN/NOTIFY). A notice is a wake-up, never the only carrier
 * of a fact: whoever missed it finds the same by looking at the tables.
 */
export type Channel =
  /** Payload: a tenant's id. A run was asked for, or should stop. */
  | 'switchbook_run'
  /** Payload: `{tenantId, event, data, personId?}` for browsers, see contract/events.ts. */
  | 'switchbook_event'
  /** Payload: a tenant's id. Published contacts changed. */
  | 'switchbook_contacts'
  /** Payload: a tenant's id. A device was made, changed or revoked. */
  | 'switchbook_devices';

/** The most that a payload may have. PostgreSQL takes less than 8,000 bytes (documentation of NOTIFY). */
export const noticeBytes = 7_900;

/** Sent when the transaction commits, and only then. Whoever sends texts keeps them within `noticeBytes`. */
export async function notify(db: Db | Trx, channel: Channel, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db);
}

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Hears notices on a connection of its own, and connects again when that breaks. `onReconnect` is called after every
 * connect but the first: something may have been missed.
 */
export function listen(
  url: string,
  channels: Partial<Record<Channel, (payload: string) => void>>,
  options: { onReconnect?: () => void; onError?: (error: unknown) => void } = {},
): Listener {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let connectedBefore = false;

  async function open(): Promise<void> {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
    client = next;
    next.on('notification', (notice) => channels[notice.channel as Channel]?.(notice.payload ?? ''));
    next.on('error', (error) => options.onError?.(error));
    next.once('end', () => again(next));
    try {
      await next.connect();
      for (const channel of Object.keys(channels)) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (connectedBefore) options.onReconnect?.();
      connectedBefore = true;
    } catch (error) {
      options.onError?.(error);
      await next.end().catch(() => {});
      again(next);
    }
  }

  function again(from: pg.Client): void {
    if (stopped || client !== from) return;
    client = null;
    timer = setTimeout(() => void open(), 1_000);
  }

  void open();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
