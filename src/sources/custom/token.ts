import { createHash } from 'node:crypto';
import { SourceFailure, type SourceIo } from '../source.ts';
import { ask } from './ask.ts';
import type { CustomSettings } from './settings.ts';

// Tokens live two minutes on the published server. They are kept in memory only, and dropped at the first 401.
const tokens = new Map<string, Promise<string>>();
const maxTokens = 1000;
const maxTokenLength = 20_000;

/** The token at hand, or a new one. Runs of one source share it, and one request fetches it. */
export function takeToken(settings: CustomSettings, io: SourceIo): Promise<string> {
  const key = keyOf(settings);
  const held = tokens.get(key);
  if (held) return held;
  const fetched = fetchToken(settings, io);
  if (tokens.size >= maxTokens) tokens.clear();
  tokens.set(key, fetched);
  fetched.catch(() => tokens.delete(key));
  return fetched;
}

export function dropToken(settings: CustomSettings): void {
  tokens.delete(keyOf(settings));
}

function keyOf({ url, clientId, clientSecret, caCertificate }: CustomSettings): string {
  return createHash('sha256')
    .update(JSON.stringify([url, clientId, clientSecret, caCertificate]))
    .digest('base64');
}

async function fetchToken(settings: CustomSettings, io: SourceIo): Promise<string> {
  const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
  const answer = await ask(settings, io, '/token', `Basic ${basic}`);
  if (answer.status === 401 || answer.status === 403) {
    throw new SourceFailure(
      'credentials-refused',
      `${new URL(settings.url).host} refuses the client ID and secret. Check both in the settings of the contact service, and enter them again.`,
    );
  }
  const token = readToken(answer.text);
  if (answer.status !== 200 || token === null) {
    throw new SourceFailure(
      'malformed',
      `${settings.url}/token answered ${answer.status} without a token. Check that the address is that of a contact service.`,
    );
  }
  return token;
}

function readToken(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null;
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) && token.length <= maxTokenLength
      ? token
      : null;
  } catch {
    return null;
  }
}
