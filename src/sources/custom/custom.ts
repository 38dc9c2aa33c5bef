import { AddressRefused, checkAddress } from '../http/connect.ts';
import { type Source, type SourceIo, SourceRefusal } from '../source.ts';
import { checkConnection } from './check-connection.ts';
import { readCursor } from './cursor.ts';
import { readDelta } from './read-delta.ts';
import { readFull } from './read-full.ts';
import { openService } from './service.ts';
import { type CustomSettings, customSettings } from './settings.ts';

// A contact service of somebody's own, over the Custom source contract (docs/custom-source.md).

export const custom = {
  kind: 'custom',
  title: 'Custom',
  settings: customSettings,
  secrets: ['clientSecret'],
  // Another client may be shown another company's contacts.
  isOtherUpstream: (before, after) => before.url !== after.url || before.clientId !== after.clientId,
  checkSettings,
  readPage: (request, io) => {
    const service = openService(request.settings, io);
    return request.mode === 'full' ? readFull(service, request) : readDelta(service, request);
  },
  // Reading changes may erase deletions, and what follows a check depends on what the store makes of it.
  mayReadAhead: (cursor) => readCursor(cursor)?.step === 'list',
  checkConnection,
} satisfies Source<CustomSettings>;

async function checkSettings({ url }: CustomSettings, io: SourceIo): Promise<void> {
  try {
    await checkAddress(new URL(url), io.networks);
  } catch (error) {
    if (error instanceof AddressRefused) throw new SourceRefusal('url', error.message);
    throw error;
  }
}
