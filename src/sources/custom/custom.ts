import type { Source } from '../source.ts';
import { fetchPage } from './fetch-page.ts';
import { mayReadAhead, readPage } from './read-page.ts';
import { type CustomSettings, checkCustomSettings, customSettings } from './settings.ts';
import { dropToken } from './token.ts';

/** A third-party contact service that speaks the Custom contract (docs/custom-source.md). */
export const custom = {
  kind: 'custom',
  title: 'Custom',
  settings: customSettings,
  secrets: ['clientSecret'],
  isOtherUpstream: (before, after) => before.url !== after.url || before.clientId !== after.clientId,
  checkSettings: checkCustomSettings,
  readPage,
  mayReadAhead,
  async checkConnection(settings, io) {
    // A test must try the credentials as typed, not a token from before.
    dropToken(settings);
    const page = await fetchPage(settings, io, '/contacts?limit=3&page=1', 'contacts');
    const sample = page.contacts.slice(0, 3);
    const message =
      sample.length > 0
        ? 'The connection works.'
        : page.issues.length > 0
          ? `The connection works, but the first rows cannot be used: ${page.issues[0]?.reason ?? ''}`
          : 'The connection works. The service has no contacts.';
    return { message, sample };
  },
} satisfies Source<CustomSettings>;
