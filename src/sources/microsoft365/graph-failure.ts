import { z } from 'zod';
import type { Answer } from '../http/exchange.ts';
import { SourceFailure } from '../source.ts';
import { parseJson } from './parse-json.ts';

// What Graph says when it refuses. Codes come in several cases and are nested: all of them are compared in small letters.

export interface GraphError {
  readonly codes: readonly string[];
  /** The end of a message: what Microsoft's support asks for. */
  readonly quote: string;
}

const code = z.string().max(100).nullish().catch(null);
const errorBody = z.object({ error: z.looseObject({ code }) });

export function readGraphError(answer: Answer): GraphError {
  const codes: string[] = [];
  const body = errorBody.safeParse(parseJson(answer.text));
  let level: Record<string, unknown> | null = body.success ? body.data.error : null;
  let bodyRequestId: unknown;
  for (let depth = 0; level !== null && depth < 6; depth += 1) {
    if (typeof level.code === 'string') codes.push(level.code.toLowerCase());
    bodyRequestId ??= level['request-id'];
    level = asObject(level.innerError ?? level.innererror);
  }
  const requestId = answer.header('request-id') ?? bodyRequestId;
  const parts = [
    `HTTP ${answer.status}`,
    codes[0] !== undefined && /^[a-z_.]{1,60}$/.test(codes[0]) ? codes[0] : '',
    isRequestId(requestId) ? `request ID ${requestId}` : '',
    shortDate(answer.header('date')),
  ].filter((part) => part !== '');
  return { codes, quote: `(For Microsoft's support: ${parts.join(', ')}.)` };
}

/** Graph refused one request for good (4xx). Whoever asked knows what that means. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly codes: readonly string[];
  /** What the run ends with when nobody knows better. */
  readonly failure: SourceFailure;

  constructor(status: number, { codes, quote }: GraphError) {
    super(`Graph answered ${status}`);
    this.status = status;
    this.codes = codes;
    this.failure = new SourceFailure(
      'malformed',
      `Microsoft refused a request in a way that Switchbook does not know. Nothing was removed; Switchbook tries again by itself. ${quote}`,
    );
  }
}

/** Codes that mean "too many requests", whatever the status. */
const throttleCodes = new Set([
  'toomanyrequests',
  'request_throttledtemporarily',
  'activitylimitreached',
  'throttledrequest',
]);

export const isThrottled = (status: number, { codes }: GraphError): boolean =>
  status === 429 || status === 509 || codes.some((found) => throttleCodes.has(found));

export const isPassingStatus = (status: number): boolean =>
  status === 408 || status === 500 || status === 502 || status === 503 || status === 504;

export function throttled({ quote }: GraphError): SourceFailure {
  return new SourceFailure('throttled', `Microsoft asks for fewer requests. ${quote}`);
}

export function outOfOrder({ quote }: GraphError): SourceFailure {
  return new SourceFailure(
    'unreachable',
    `Microsoft has a fault of its own at the moment. Nothing was removed; Switchbook tries again by itself. ${quote}`,
  );
}

export function redirected({ quote }: GraphError): SourceFailure {
  return new SourceFailure(
    'malformed',
    `The answer leads to another address, which Microsoft Graph never does: often a proxy or a sign-in page of the network. Switchbook did not follow it, and removed nothing. ${quote}`,
  );
}

export function tokenRefused({ quote }: GraphError): SourceFailure {
  return new SourceFailure(
    'credentials-refused',
    `Microsoft does not accept the token that it has just given. Check that the right cloud is chosen and that the clock of this machine is right. ${quote}`,
  );
}

/** `granted`: the permissions in the token; `null` when they cannot be told. */
export function permissionMissing(
  { codes, quote }: GraphError,
  needed: string,
  granted: readonly string[] | null,
): SourceFailure {
  if (codes.includes('insufficient_claims')) {
    return new SourceFailure(
      'permission-missing',
      `A Conditional Access policy of the company blocks this application. Let its administrator exempt the application or allow the address that Switchbook connects from. ${quote}`,
    );
  }
  const has =
    granted === null
      ? ''
      : granted.length === 0
        ? ' At the moment it has no application permission at all.'
        : ` At the moment it has: ${granted.join(', ')}.`;
  return new SourceFailure(
    'permission-missing',
    `The application may not read ${needed === 'User.Read.All' ? 'users' : 'contacts'}.${has} In the Azure portal open App registrations → the application → API permissions, add the application permission ${needed} of Microsoft Graph (not a delegated one), and choose "Grant admin consent". It can take some minutes to work. ${quote}`,
  );
}

const isRequestId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f-]{8,60}$/i.test(value);

function shortDate(header: string | null): string {
  const at = Date.parse(header ?? '');
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

function asObject(value: unknown): Record<string, unknown> | null {
  const read = z.record(z.string(), z.unknown()).safeParse(value);
  return read.success ? read.data : null;
}
