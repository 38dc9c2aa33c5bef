import { createHash } from 'node:crypto';
import { PassingFault } from '../http/with-retries.ts';
import type { SourceIo } from '../source.ts';
import { rootsOf } from './clouds.ts';
import { type GivenToken, requestToken } from './request-token.ts';
import type { Microsoft365Settings } from './settings.ts';

// Tokens live in memory only, one a credential. A changed secret is another credential, so it never meets the old one's
// token. Their age is told by a clock that nobody can set; while a machine sleeps it may stand still, and then Graph says
// that a token is too old.

interface Kept {
  token: HeldToken | null;
  /** The request that is under way: whoever needs the token waits for the same one. */
  flight: Promise<HeldToken> | null;
}

interface HeldToken {
  readonly value: string;
  /** On the clock of `elapsed`, as is `refreshAt`. */
  readonly expiresAt: number;
  /** From then on a new one is asked for; until it expires this one does. */
  refreshAt: number;
}

const keptTokens = 500;
const kept = new Map<string, Kept>();

const longestLifeMs = 24 * 3_600_000;
const earliestRefreshMs = 5 * 60_000;
const afterFailedRefreshMs = 60_000;

/** A token that is good for some time yet. Asks once: throws `PassingFault` or `SourceFailure`. */
export async function takeToken(settings: Microsoft365Settings, io: SourceIo): Promise<string> {
  const place = placeFor(settings, io);
  const now = elapsed(io);
  const current = place.token && now < place.token.expiresAt ? place.token : null;
  if (current && now < current.refreshAt) return current.value;
  try {
    return (await join(place, settings, io)).value;
  } catch (error) {
    io.signal.throwIfAborted();
    if (!current) throw error;
    const asked = error instanceof PassingFault ? error.retryAfterMs : null;
    current.refreshAt = now + Math.max(asked ?? 0, afterFailedRefreshMs);
    return current.value;
  }
}

const elapsed = (io: SourceIo): number => io.elapsedMs?.() ?? performance.now();

/** Forgets a token that Microsoft does not accept (any more), unless a newer one has taken its place. */
export function dropToken(settings: Microsoft365Settings, io: SourceIo, value: string): void {
  const place = placeFor(settings, io);
  if (place.token?.value === value) place.token = null;
}

function placeFor(settings: Microsoft365Settings, io: SourceIo): Kept {
  const { login, scope } = rootsOf(settings.cloud, io);
  const { tenantId, clientId, clientSecret, certificate, certificateKey } = settings;
  const key = createHash('sha256')
    .update(
      JSON.stringify(
        [login, scope, tenantId, clientId, clientSecret, certificate, certificateKey].map((v) => v ?? ''),
      ),
    )
    .digest('hex');
  const place = kept.get(key) ?? { token: null, flight: null };
  // The one that was used longest ago goes first.
  kept.delete(key);
  kept.set(key, place);
  const oldest = kept.keys().next();
  if (kept.size > keptTokens && !oldest.done) kept.delete(oldest.value);
  return place;
}

/** Waits for the request that is under way, or starts it. One run's end does not end it: others may wait for it. */
async function join(place: Kept, settings: Microsoft365Settings, io: SourceIo): Promise<HeldToken> {
  if (place.flight === null) {
    const flight = requestToken(settings, { ...io, signal: new AbortController().signal })
      .then((given) => {
        place.token = hold(given, io);
        return place.token;
      })
      .finally(() => {
        place.flight = null;
      });
    flight.catch(() => {});
    place.flight = flight;
  }
  return untilAborted(place.flight, io.signal);
}

function hold(given: GivenToken, io: SourceIo): HeldToken {
  const now = elapsed(io);
  const life = Math.min(given.lifetimeMs, longestLifeMs);
  const early = Math.min(earliestRefreshMs, life * 0.2) * (1 + io.random() * 0.2);
  return { value: given.token, expiresAt: now + life, refreshAt: now + life - early };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
