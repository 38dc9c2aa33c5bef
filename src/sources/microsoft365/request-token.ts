import { z } from 'zod';
import type { Answer } from '../http/exchange.ts';
import { parseRetryAfter } from '../http/retry.ts';
import { PassingFault } from '../http/with-retries.ts';
import { SourceFailure, type SourceIo } from '../source.ts';
import { askMicrosoft } from './ask-microsoft.ts';
import { clientAssertion } from './client-assertion.ts';
import { rootsOf } from './clouds.ts';
import {
  isPassingRefusal,
  type LoginRefusal,
  loginFailure,
  readLoginRefusal,
  toQuote,
} from './login-failure.ts';
import { parseJson } from './parse-json.ts';
import type { Microsoft365Settings } from './settings.ts';

export interface GivenToken {
  readonly token: string;
  readonly lifetimeMs: number;
}

const timeoutMs = 15_000;
const maxBytes = 1024 * 1024;
const clockToleranceMs = 4 * 60_000;

// Old addresses give expires_in as text. A token without a life is none.
const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});

/** Asks once, with the secret or the certificate. Throws `PassingFault` or `SourceFailure`. */
export async function requestToken(settings: Microsoft365Settings, io: SourceIo): Promise<GivenToken> {
  const { login, scope } = rootsOf(settings.cloud, io);
  const url = `${login}/${encodeURIComponent(settings.tenantId)}/oauth2/v2.0/token`;
  const answer = await askMicrosoft(io, url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: settings.clientId,
      scope,
      grant_type: 'client_credentials',
      ...proof(settings, url, io.now()),
    }).toString(),
    timeoutMs,
    maxBytes,
  });
  const body = parseJson(answer.text);
  if (answer.status === 200) {
    const read = granted.safeParse(body);
    if (read.success) return { token: read.data.access_token, lifetimeMs: read.data.expires_in * 1000 };
    throw new PassingFault(new SourceFailure('malformed', notMicrosoft(answer.status)));
  }
  throw refused(answer, readLoginRefusal(body), io);
}

function proof(settings: Microsoft365Settings, audience: string, now: Date): Record<string, string> {
  const { certificate, certificateKey, clientSecret, clientId } = settings;
  if (certificate !== undefined && certificateKey !== undefined) {
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: clientAssertion({ certificate, certificateKey }, { clientId, audience, now }),
    };
  }
  return { client_secret: clientSecret ?? '' };
}

function refused(answer: Answer, refusal: LoginRefusal | null, io: SourceIo): Error {
  const { status, header } = answer;
  const retryAfterMs = parseRetryAfter(header('retry-after'), io.now(), header('date'));
  const quote = refusal ? ` ${toQuote(refusal)}` : '';
  if (status === 429) {
    return new PassingFault(
      new SourceFailure('throttled', `Microsoft's sign-in asks for fewer requests.${quote}`),
      retryAfterMs,
    );
  }
  if (status === 408 || status >= 500 || (refusal && isPassingRefusal(refusal))) {
    return new PassingFault(
      new SourceFailure(
        'unreachable',
        `Microsoft's sign-in has a fault of its own at the moment (HTTP ${status}). Switchbook tries again by itself.${quote}`,
      ),
      retryAfterMs,
    );
  }
  if (refusal) return loginFailure(refusal, clockNote(header('date'), io.now()));
  return new SourceFailure('malformed', notMicrosoft(status));
}

/** A certificate's proof depends on the time of day. */
function clockNote(serverDate: string | null, now: Date): string {
  const apart = now.getTime() - Date.parse(serverDate ?? '');
  if (Number.isNaN(apart) || Math.abs(apart) < clockToleranceMs) return '';
  const minutes = Math.round(Math.abs(apart) / 60_000);
  return `The clock of this machine is ${minutes} minutes ${apart > 0 ? 'ahead of' : 'behind'} Microsoft's: set it right.`;
}

const notMicrosoft = (status: number): string =>
  `Something other than Microsoft's sign-in answered (HTTP ${status}): often a proxy or a sign-in page of the network. Let Switchbook's machine reach Microsoft directly.`;
