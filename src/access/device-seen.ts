import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import type { DeviceId } from '../domain/ids.ts';
import type { Device } from './device.ts';

const writeEveryMs = 15_000;

interface Sighting {
  readonly device: Device;
  readonly at: Date;
  readonly from: string;
  readonly with: string;
}

interface Pending {
  readonly sightings: Map<DeviceId, Sighting>;
  timer: NodeJS.Timeout | null;
}

const pending = new WeakMap<Db, Pending>();

/**
 * Notes that a device was here. Costs nothing: a phone that searches as somebody types is here many times a second, so
 * sightings are written together, the last of each device, some seconds later. Lost ones (database away) do no harm.
 *
 * @param client what it is, as it says: the User-Agent, or `LDAP`
 */
export function touchDevice(db: Db, device: Device, from: string, client: string): void {
  let queue = pending.get(db);
  if (!queue) {
    queue = { sightings: new Map(), timer: null };
    pending.set(db, queue);
  }
  queue.sightings.set(device.id, { device, at: new Date(), from, with: client });
  queue.timer ??= setTimeout(() => void writeSightings(db).catch(() => {}), writeEveryMs).unref();
}

/** Writes what is pending now: at shutdown, and before somebody looks at the list. */
export async function writeSightings(db: Db): Promise<void> {
  const queue = pending.get(db);
  if (!queue) return;
  if (queue.timer) clearTimeout(queue.timer);
  queue.timer = null;
  const sightings = [...queue.sightings.values()];
  queue.sightings.clear();
  if (sightings.length === 0) return;
  await sql`
    update device set
      last_seen_at = seen.at,
      last_seen_from = seen.address,
      last_seen_with = seen.client
    from unnest(
      ${sightings.map((one) => one.device.tenantId)}::uuid[],
      ${sightings.map((one) => one.device.id)}::uuid[],
      ${sightings.map((one) => one.at.toISOString())}::timestamptz[],
      ${sightings.map((one) => one.from)}::text[],
      ${sightings.map((one) => printable(one.with))}::text[]
    ) as seen (tenant_id, id, at, address, client)
    where device.tenant_id = seen.tenant_id and device.id = seen.id
      and (device.last_seen_at is null or device.last_seen_at < seen.at)`.execute(db);
}

/** A User-Agent is whatever somebody sends. */
const printable = (text: string): string => text.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 200);
