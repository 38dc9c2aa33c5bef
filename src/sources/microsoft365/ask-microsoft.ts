import { envProxy } from '../http/env-proxy.ts';
import { type Answer, ExchangeFailed, exchange, type Message } from '../http/exchange.ts';
import type { Fault } from '../http/read-fault.ts';
import { PassingFault, withRetries } from '../http/with-retries.ts';
import { SourceFailure, type SourceIo } from '../source.ts';

export const usualAttempts = 6;
// Microsoft has asked for waits of five minutes; a quarter of an hour is worth waiting for within a run.
const limits = { longestMs: 15 * 60_000, togetherMs: 30 * 60_000 };

/** As `withRetries`, as patient as Microsoft needs it. */
export const patiently = <T>(io: SourceIo, attempts: number, attempt: () => Promise<T>): Promise<T> =>
  withRetries(io, attempts, attempt, limits);

/** One request to one of Microsoft's roots. Throws `PassingFault` or `SourceFailure` when no whole answer comes. */
export async function askMicrosoft(
  io: SourceIo,
  url: string,
  message: Omit<Message, 'networks' | 'signal'>,
): Promise<Answer> {
  try {
    // The roots are Microsoft's or the operator's own: SWITCHBOOK_SOURCE_NETWORKS is about addresses that people type.
    return await exchange(url, { ...message, networks: 'any', mayUseProxy: true, signal: io.signal });
  } catch (error) {
    if (!(error instanceof ExchangeFailed)) throw error;
    throw unanswered(error.fault, new URL(url).host);
  }
}

function unanswered(fault: Fault, host: string): Error {
  const what = `${host} ${fault.words}.${envProxy() ? ' Switchbook asks through the proxy that HTTPS_PROXY names.' : ''}`;
  switch (fault.kind) {
    case 'certificate':
    case 'no-http':
      return new SourceFailure(
        'certificate',
        `${what} Often a proxy that looks into connections stands between: let Switchbook's machine reach Microsoft without it, or start Switchbook with the proxy's certificate in NODE_EXTRA_CA_CERTS.`,
      );
    case 'too-large':
      return new SourceFailure('malformed', `${what} Nothing was removed.`);
    default:
      return new PassingFault(
        new SourceFailure(
          'unreachable',
          `${what} Nothing was removed; Switchbook tries again by itself. If it stays so, check that this machine can reach ${host}.`,
        ),
      );
  }
}
