import { type Answer, guardedGet, TransportFault } from '../http/guarded-request.ts';
import { backOffMs, parseRetryAfter } from '../http/retry.ts';
import { SourceFailure, type SourceIo } from '../source.ts';
import type { CustomSettings } from './settings.ts';

const attempts = 4;
const timeoutMs = 60_000;
const maxBytes = 32 * 2 ** 20;
// A longer wait than this is for the schedule, not for a run that holds its turn.
const longestWaitMs = 60_000;

export interface Asked extends Answer {
  /** An earlier try may have reached the server: what reading erases may be gone. */
  readonly repeated: boolean;
}

/**
 * Asks for a path under the service's address. Passing faults (broken connections, 429, 5xx) are tried again with a
 * growing wait, never earlier than the server says. Ends with a `SourceFailure`.
 */
export async function ask(
  settings: CustomSettings,
  io: SourceIo,
  path: string,
  authorization: string,
): Promise<Asked> {
  const url = `${settings.url}${path}`;
  for (let attempt = 1; ; attempt += 1) {
    io.signal.throwIfAborted();
    const wait = await tryOnce(attempt);
    if (!('waitMs' in wait)) return { ...wait, repeated: attempt > 1 };
    if (attempt === attempts || wait.waitMs > longestWaitMs) throw wait.failure;
    await io.sleep(wait.waitMs);
  }

  async function tryOnce(attempt: number): Promise<Answer | { waitMs: number; failure: SourceFailure }> {
    try {
      const answer = await guardedGet(io, url, {
        headers: { authorization, accept: 'application/json' },
        caCertificate: settings.caCertificate?.trim() || undefined,
        timeoutMs,
        maxBytes,
      });
      const { status } = answer;
      if (status !== 429 && status < 500) return refuseRedirect(answer);
      const asked = parseRetryAfter(answer.header('retry-after'), io.now(), answer.header('date'));
      return {
        waitMs: Math.max(asked ?? 0, backOffMs(attempt, io.random)),
        failure: new SourceFailure(
          status === 429 || status === 503 ? 'throttled' : 'unreachable',
          `${new URL(url).host} answered ${status} ${status === 429 ? '(too many requests)' : '(a fault of the service)'}. Switchbook tries again by itself; if it stays so, look at the service's log.`,
          asked === null ? {} : { retryAfterMs: asked },
        ),
      };
    } catch (error) {
      if (error instanceof TransportFault)
        return { waitMs: backOffMs(attempt, io.random), failure: error.failure };
      throw error;
    }
  }

  function refuseRedirect(answer: Answer): Answer {
    if (answer.status < 300 || answer.status >= 400) return answer;
    throw new SourceFailure(
      'malformed',
      `${new URL(url).host} sends Switchbook elsewhere (${answer.status}). Credentials are not sent to another address: enter the address where the service itself is.`,
    );
  }
}
