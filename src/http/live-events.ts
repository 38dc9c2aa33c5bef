import type { FastifyReply } from 'fastify';
import type { PersonId, TenantId } from '../domain/ids.ts';

/** Open `/events` connections of this process. */
export interface LiveEvents {
  /** Takes over a reply and keeps it open. `isStillAllowed` is asked every minute, and when sessions are ended. */
  open(
    reply: FastifyReply,
    who: { tenantId: TenantId; personId: PersonId | null },
    isStillAllowed: () => Promise<boolean>,
  ): void;
  /** A notice from the database: `{tenantId, event, data, personId?}`; `sessions-ended` closes what may no longer listen. */
  receive(payload: string): void;
  /** Tells every browser that it may have missed something. */
  resync(): void;
  readonly count: number;
  stop(): void;
}

interface Listening {
  readonly tenantId: string;
  readonly personId: string | null;
  readonly reply: FastifyReply;
  isStillAllowed(): Promise<boolean>;
}

const pingMs = 20_000;
const checkMs = 60_000;
// A browser that does not read: it is cut off rather than kept in our memory, and reconnects.
const maxBufferedBytes = 256 * 1024;

export function createLiveEvents(): LiveEvents {
  const byTenant = new Map<string, Set<Listening>>();
  const all = () => [...byTenant.values()].flatMap((set) => [...set]);

  function write(listening: Listening, text: string): void {
    const { raw } = listening.reply;
    if (raw.writableLength > maxBufferedBytes) raw.destroy();
    else raw.write(text);
  }

  async function closeUnlessAllowed(listening: Listening): Promise<void> {
    // The database may be away: nobody is signed out because of that.
    const allowed = await listening.isStillAllowed().catch(() => true);
    if (!allowed) listening.reply.raw.end();
  }

  const pings = setInterval(() => {
    for (const listening of all()) write(listening, ': ping\n\n');
  }, pingMs);
  const checks = setInterval(async () => {
    for (const listening of all()) await closeUnlessAllowed(listening);
  }, checkMs);
  pings.unref();
  checks.unref();

  return {
    get count() {
      return all().length;
    },
    open(reply, who, isStillAllowed) {
      reply.hijack();
      const listening: Listening = { ...who, reply, isStillAllowed };
      const set = byTenant.get(who.tenantId) ?? new Set();
      byTenant.set(who.tenantId, set.add(listening));
      reply.raw.on('close', () => {
        set.delete(listening);
        if (set.size === 0 && byTenant.get(who.tenantId) === set) byTenant.delete(who.tenantId);
      });
      reply.raw.on('error', () => {});
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      reply.raw.write('retry: 2000\nevent: hello\ndata: {}\n\n');
    },
    receive(payload) {
      const { tenantId, event, data, personId } = JSON.parse(payload) as {
        tenantId: string;
        event: string;
        data: unknown;
        personId?: string | null;
      };
      if (event === 'sessions-ended') {
        for (const listening of byTenant.get(tenantId) ?? [])
          if (personId === listening.personId) void closeUnlessAllowed(listening);
        return;
      }
      const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      for (const listening of byTenant.get(tenantId) ?? [])
        if (personId === undefined || personId === listening.personId) write(listening, text);
    },
    resync() {
      for (const listening of all()) write(listening, 'event: hello\ndata: {}\n\n');
    },
    stop() {
      clearInterval(pings);
      clearInterval(checks);
      for (const listening of all()) listening.reply.raw.end();
    },
  };
}
