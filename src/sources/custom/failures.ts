import type { Answer, ExchangeFailed } from '../http/exchange.ts';
import { parseRetryAfter } from '../http/retry.ts';
import { PassingFault } from '../http/with-retries.ts';
import { SourceFailure } from '../source.ts';

// What went wrong with a custom contact service, in words for the administrator: what happened and what to do. The
// host is all of it that they name: no path, no body, nothing that was sent.

/** Something else than the contract says came back. `what` goes on after "The service at …". */
export const malformed = (host: string, what: string): SourceFailure =>
  new SourceFailure('malformed', `The service at ${host} ${what} Nothing was removed.`);

/** The failure that a broken exchange is, or a `PassingFault` where another try can help. */
export function unanswered(host: string, { fault }: ExchangeFailed): Error {
  switch (fault.kind) {
    case 'address-refused':
      return new SourceFailure('unreachable', fault.words);
    case 'certificate':
      return new SourceFailure(
        'certificate',
        `The service at ${host} ${fault.words}. If that is as it should be, enter the certificate of the authority that signed it (or the self-signed certificate itself) as CA certificate; else renew it at the service.`,
      );
    case 'no-http':
      return malformed(host, `${fault.words}. Check the URL: https:// or http://, and the port.`);
    case 'too-large':
      return malformed(
        host,
        `${fault.words} (32 MB). Let it give no more contacts at once than limit asks for.`,
      );
    case 'unreadable':
      return malformed(host, `${fault.words}.`);
    case 'broken-off':
      return new PassingFault(
        new SourceFailure('unreachable', `The service at ${host} ${fault.words}. See whether it fails.`),
      );
    default:
      return new PassingFault(
        new SourceFailure(
          'unreachable',
          `The service at ${host} ${fault.words}. Check the URL, whether the service runs, and whether a firewall stands between.`,
        ),
      );
  }
}

/** The failure that a status other than 200 and 401 is, or a `PassingFault`. */
export function refused(host: string, call: string, answer: Answer, now: Date): Error {
  const { status, header } = answer;
  const wait = parseRetryAfter(header('retry-after'), now, header('date'));
  if (status === 429)
    return new PassingFault(
      new SourceFailure('throttled', `The service at ${host} asks for fewer requests (HTTP 429).`),
      wait,
    );
  if (status === 408 || status >= 500)
    return new PassingFault(
      new SourceFailure(
        'unreachable',
        `The service at ${host} has a fault of its own (${call} answers HTTP ${status}). Look into its log.`,
      ),
      wait,
    );
  if (status >= 300 && status < 400)
    return malformed(
      host,
      `answers with a redirect${placeOf(header('location'))}, which is not followed, because the Client Secret would go along. Enter the final address as URL.`,
    );
  if (status === 404 || status === 405)
    return malformed(
      host,
      `has no ${call} (HTTP ${status}). Check the URL: a path before ${call} is part of it.`,
    );
  if (status === 403)
    return new SourceFailure(
      'permission-missing',
      `The service at ${host} does not allow this Client ID to read contacts (${call} answers HTTP 403). Allow it there.`,
    );
  return malformed(
    host,
    `answers ${call} with HTTP ${status}, which the contract does not know for it. Check that it is a custom contact service.`,
  );
}

function placeOf(location: string | null): string {
  if (location === null || !URL.canParse(location)) return '';
  const { origin } = new URL(location);
  return origin === 'null' ? '' : ` to ${origin}`;
}

export const credentialsRefused = (host: string, status: number): SourceFailure =>
  new SourceFailure(
    'credentials-refused',
    `The service at ${host} refuses this Client ID and Client Secret (HTTP ${status}). Enter them anew.`,
  );

export const tokenRefused = (host: string): SourceFailure =>
  new SourceFailure(
    'credentials-refused',
    `The service at ${host} gives a token and then refuses it, twice in a row (HTTP 401). See whether its clock is right and this Client ID may read contacts.`,
  );
