import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Answer } from '../http/exchange.ts';
import { parseRetryAfter } from '../http/retry.ts';
import { PassingFault } from '../http/with-retries.ts';
import { SourceFailure, type SourceIo } from '../source.ts';
import { askMicrosoft, patiently, usualAttempts } from './ask-microsoft.ts';
import { type Roots, rootsOf } from './clouds.ts';
import { grantedRoles } from './granted-roles.ts';
import {
  GraphRefusal,
  isPassingStatus,
  isThrottled,
  outOfOrder,
  permissionMissing,
  readGraphError,
  redirected,
  throttled,
  tokenRefused,
} from './graph-failure.ts';
import { parseJson } from './parse-json.ts';
import type { Microsoft365Settings } from './settings.ts';
import { dropToken, takeToken } from './token.ts';

/** Everything that a request to Graph needs to know of the run. */
export interface Graph {
  readonly settings: Microsoft365Settings;
  readonly io: SourceIo;
  readonly roots: Roots;
}

export const openGraph = (settings: Microsoft365Settings, io: SourceIo): Graph => ({
  settings,
  io,
  roots: rootsOf(settings.cloud, io),
});

/** Has a token, so that what the sign-in refuses is said before anything is asked of Graph. Throws `SourceFailure`. */
export async function signIn({ settings, io }: Graph, attempts = usualAttempts): Promise<void> {
  await patiently(io, attempts, () => takeToken(settings, io));
}

export interface Asked {
  /** The permission that is missing when Graph denies this request. */
  readonly permission: string;
  readonly attempts?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON to send: the request is a POST, which asks only, and may be repeated. */
  readonly body?: string;
}

const timeoutMs = 30_000;
const maxBytes = 32 * 1024 * 1024;

/**
 * What Graph answers at an absolute URL, used as it is. Waits and tries again where that can help; a token that Graph does
 * not accept is replaced once (one that was given before an administrator consented has no rights until it expires).
 * Throws `GraphRefusal` for a 4xx that only the caller can judge, else `SourceFailure`.
 */
export function graphGet(graph: Graph, url: string, asked: Asked): Promise<Answer> {
  let renewed = false;
  let fresh = false;
  return patiently(graph.io, asked.attempts ?? usualAttempts, async () => {
    for (;;) {
      const token = await takeToken(graph.settings, graph.io);
      const answer = await send(graph, url, token, asked, fresh);
      fresh = answer.status === 503;
      if (answer.status === 200) {
        await slowDown(graph, answer);
        return answer;
      }
      const fault = judge(graph, answer, token, asked.permission);
      const refusedToken = answer.status === 401 || answer.status === 403;
      if (fault instanceof PassingFault || !refusedToken) throw fault;
      dropToken(graph.settings, graph.io, token);
      if (renewed) throw fault;
      renewed = true;
    }
  });
}

/** As `graphGet`, for JSON of a known form. Anything else with status 200 is a fault, never data. */
export function graphJson<T>(graph: Graph, url: string, schema: z.ZodType<T>, asked: Asked): Promise<T> {
  return patiently(graph.io, asked.attempts ?? usualAttempts, async () => {
    const answer = await graphGet(graph, url, asked);
    const read = schema.safeParse(parseJson(answer.text));
    if (read.success) return read.data;
    throw new PassingFault(
      new SourceFailure(
        'malformed',
        `What came back from Microsoft is no list of contacts: often a proxy or a sign-in page of the network, or an answer that was cut off. Nothing was removed; Switchbook tries again by itself. ${readGraphError(answer).quote}`,
      ),
    );
  });
}

function send(
  graph: Graph,
  url: string,
  token: string,
  { headers, body }: Asked,
  fresh: boolean,
): Promise<Answer> {
  return askMicrosoft(graph.io, url, {
    ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      authorization: `Bearer ${token}`,
      'client-request-id': randomUUID(),
      // Interactive applications of the company go first when its quota is short.
      'x-ms-throttle-priority': 'low',
      ...headers,
    },
    timeoutMs,
    maxBytes,
    fresh,
  });
}

/** What an answer that is not 200, to one request of several that were sent together, means. */
export async function judgeAnswer(graph: Graph, answer: Answer, permission: string): Promise<Error> {
  const token = await takeToken(graph.settings, graph.io);
  const fault = judge(graph, answer, token, permission);
  if (answer.status !== 401 || !(fault instanceof SourceFailure)) return fault;
  dropToken(graph.settings, graph.io, token);
  return new PassingFault(fault);
}

function judge({ io }: Graph, answer: Answer, token: string, permission: string): Error {
  const { status, header } = answer;
  const error = readGraphError(answer);
  const retryAfterMs = parseRetryAfter(header('retry-after'), io.now(), header('date'));
  if (isThrottled(status, error)) return new PassingFault(throttled(error), retryAfterMs);
  if (isPassingStatus(status)) return new PassingFault(outOfOrder(error), retryAfterMs);
  if (status === 401) return tokenRefused(error);
  if (status >= 300 && status < 400) return redirected(error);
  if (status === 403) return permissionMissing(error, permission, grantedRoles(token));
  return new GraphRefusal(status, error);
}

// Graph names how much of the quota is used once it is four fifths: going slower now is quicker than a 429 later.
async function slowDown({ io }: Graph, { header }: Answer): Promise<void> {
  const used = Number(header('x-ms-throttle-limit-percentage') ?? 0);
  if (used >= 0.8) await io.sleep(Math.min(10_000, Math.round(used * 2_000)));
}
