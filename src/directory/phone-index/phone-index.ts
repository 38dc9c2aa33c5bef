import type { Db } from '../../database/connect.ts';
import { listen } from '../../database/notify.ts';
import { DirectoryError } from '../../domain/errors.ts';
import type { TenantId } from '../../domain/ids.ts';
import { BookTooLarge } from './book-too-large.ts';
import { purgeRemovals } from './change-feed.ts';
import { bringUpToDate, countContacts, type Loaded, loadBook } from './load-book.ts';
import type { TenantBook } from './tenant-book.ts';

// Phones ask for every key that is pressed, so they are answered from memory, and go on being answered while the database is
// away. A tenant's book is read when somebody first asks, and follows the feed of changes from then on.

export interface OpenBook {
  readonly book: TenantBook;
  /** The tenant's country. */
  readonly country: string;
  /** In how many last digits a caller's number must agree with a contact's. */
  readonly leastEnding: number;
}

export interface PhoneIndex {
  /** The tenant's book. Rejects with `database-unavailable` when it is not in memory and cannot be read. */
  open(tenantId: TenantId): Promise<OpenBook>;
  /** The same without waiting; null when it is not in memory. */
  peek(tenantId: TenantId): OpenBook | null;
  /** Reads the books of tenants that have devices, so that their first phone does not wait. */
  warm(): Promise<void>;
  /** Brings a book up to date now: for tests, and for who has just changed something. */
  refresh(tenantId: TenantId): Promise<void>;
  /** How much is held now. */
  usage(): { readonly tenants: number; readonly contacts: number };
  stop(): Promise<void>;
}

export interface PhoneIndexOptions {
  readonly db: Db;
  readonly url: string;
  readonly log?: { warn(details: object, message: string): void };
  /** Contacts held at most, of all tenants together; those that nobody asked for longest go first. */
  readonly maxContacts?: number;
  /** How often a book is compared with the feed although no notice came. */
  readonly pollMs?: number;
}

interface Tenant {
  loaded: Loaded | null;
  updating: Promise<void> | null;
  /** Something changed after the update under way began. */
  dirty: boolean;
  askedAt: number;
  /** After a look that failed: when the next one comes. */
  retry: NodeJS.Timeout | null;
}

const purgeEveryMs = 3_600_000;
/** A look that failed is repeated after this, so that phones catch up soon after the database is back. */
const retryMs = 5_000;
/** A sync notifies with every page: one look takes several. */
const restMs = 100;

export function startPhoneIndex({
  db,
  url,
  log,
  maxContacts = 1_000_000,
  pollMs = 60_000,
}: PhoneIndexOptions): PhoneIndex {
  const tenants = new Map<TenantId, Tenant>();
  const opening = new Map<TenantId, Promise<Loaded>>();
  /** Until when a tenant counts as too large: counting a million contacts for every search would be the dearest part of it. */
  const tooLarge = new Map<TenantId, number>();
  let stopped = false;

  const listener = listen(
    url,
    { switchbook_contacts: (tenantId) => changed(tenantId as TenantId) },
    {
      onReconnect: refreshAll,
      onError: (error) => log?.warn({ err: error }, 'The phone index lost the database.'),
    },
  );
  const poll = setInterval(refreshAll, pollMs).unref();
  const purge = setInterval(() => void purgeRemovals(db).catch(() => {}), purgeEveryMs).unref();

  function refreshAll(): void {
    for (const tenantId of tenants.keys()) changed(tenantId);
  }

  function changed(tenantId: TenantId): void {
    const tenant = tenants.get(tenantId);
    if (!tenant || stopped) return;
    tenant.dirty = true;
    tenant.updating ??= update(tenantId, tenant).finally(() => {
      tenant.updating = null;
    });
  }

  async function update(tenantId: TenantId, tenant: Tenant): Promise<void> {
    while (tenant.dirty && !stopped && tenant.loaded) {
      tenant.dirty = false;
      try {
        tenant.loaded = await bringUpToDate(db, tenantId, tenant.loaded);
      } catch (error) {
        // The old copy goes on answering. The connection that came back may have told of it before this look failed.
        log?.warn(
          { err: error, tenantId },
          'The phone index could not read changes. Phones see the last known book.',
        );
        tenant.retry ??= setTimeout(() => {
          tenant.retry = null;
          changed(tenantId);
        }, retryMs).unref();
        return;
      }
      makeRoom(tenantId, 0);
      if (tenant.dirty) await rest(restMs);
    }
  }

  async function load(tenantId: TenantId): Promise<Loaded> {
    try {
      const count = await countContacts(db, tenantId);
      if (count > maxContacts) {
        log?.warn(
          { tenantId, count, maxContacts },
          'A directory has more contacts than the phone index may hold.',
        );
        tooLarge.set(tenantId, Date.now() + pollMs);
        throw new BookTooLarge();
      }
      tooLarge.delete(tenantId);
      makeRoom(tenantId, count);
      const loaded = await loadBook(db, tenantId, count);
      tenants.set(tenantId, { loaded, updating: null, dirty: false, askedAt: Date.now(), retry: null });
      // A notice between the last look and this line found no tenant to tell.
      changed(tenantId);
      return loaded;
    } catch (error) {
      if (error instanceof DirectoryError) throw error;
      throw new DirectoryError('database-unavailable', undefined, { cause: error });
    }
  }

  function makeRoom(forTenant: TenantId, coming: number): void {
    let held = coming;
    for (const { loaded } of tenants.values()) held += loaded?.book.size ?? 0;
    const oldest = [...tenants].sort(([, one], [, other]) => one.askedAt - other.askedAt);
    for (const [tenantId, { loaded }] of oldest) {
      if (held <= maxContacts) return;
      if (tenantId === forTenant) continue;
      held -= loaded?.book.size ?? 0;
      tenants.delete(tenantId);
    }
  }

  function peek(tenantId: TenantId): OpenBook | null {
    const tenant = tenants.get(tenantId);
    if (!tenant?.loaded) return null;
    tenant.askedAt = Date.now();
    return tenant.loaded;
  }

  return {
    peek,
    open: async (tenantId) => {
      const open = peek(tenantId);
      if (open) return open;
      if ((tooLarge.get(tenantId) ?? 0) > Date.now()) throw new BookTooLarge();
      let loading = opening.get(tenantId);
      if (!loading) {
        loading = load(tenantId).finally(() => opening.delete(tenantId));
        opening.set(tenantId, loading);
      }
      return loading;
    },
    warm: async () => {
      const rows = await db.selectFrom('device').select('tenant_id').distinct().execute();
      let contacts = 0;
      for (const row of rows) {
        if (stopped) return;
        const tenantId = row.tenant_id as TenantId;
        contacts += await countContacts(db, tenantId);
        if (contacts > maxContacts) return;
        if (!tenants.has(tenantId) && !opening.has(tenantId)) {
          const loading = load(tenantId).finally(() => opening.delete(tenantId));
          opening.set(tenantId, loading);
          await loading;
        }
      }
    },
    refresh: async (tenantId) => {
      const tenant = tenants.get(tenantId);
      if (!tenant) return;
      changed(tenantId);
      while (tenant.updating) await tenant.updating;
    },
    usage: () => ({
      tenants: tenants.size,
      contacts: [...tenants.values()].reduce((sum, { loaded }) => sum + (loaded?.book.size ?? 0), 0),
    }),
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      clearInterval(purge);
      for (const { retry } of tenants.values()) if (retry) clearTimeout(retry);
      await listener.stop();
      await Promise.allSettled([
        ...opening.values(),
        ...[...tenants.values()].map(({ updating }) => updating),
      ]);
    },
  };
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
