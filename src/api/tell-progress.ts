import type { EventData } from '../contract/events.ts';
import type { Db } from '../database/connect.ts';
import { announce } from '../directory/announce.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import type { ImportProgress } from '../phonebook/import-book.ts';

const pauseMs = 250;

interface Told {
  readonly tenantId: TenantId;
  readonly personId: PersonId | null;
  /** Chosen by the uploader; nothing is told without one. */
  readonly id: string | undefined;
}

/** Tells the uploader's browsers how far an upload is: every new phase, and within one at most four times a second. */
export function tellProgress(db: Db, { tenantId, personId, id }: Told) {
  let last: { phase: string; at: number } = { phase: '', at: 0 };
  let contacts = 0;
  let told = Promise.resolve();
  const send = (phase: EventData<'import'>['phase']) => {
    if (id === undefined || personId === null) return;
    const data = { id, phase, contacts };
    // In order, and never a reason for the upload to fail.
    told = told.then(() => announce(db, { tenantId, event: 'import', data, personId })).catch(() => {});
  };
  return {
    tell: (progress: ImportProgress) => {
      contacts = progress.contacts;
      const now = Date.now();
      if (progress.phase === last.phase && now - last.at < pauseMs) return;
      last = { phase: progress.phase, at: now };
      send(progress.phase);
    },
    end: async (phase: 'done' | 'cancelled' | 'failed') => {
      send(phase);
      await told;
    },
  };
}
