import { type Answer, ExchangeFailed, exchange } from '../http/exchange.ts';
import { withRetries } from '../http/with-retries.ts';
import type { SourceIo } from '../source.ts';
import { credentialsRefused, malformed, refused, tokenRefused, unanswered } from './failures.ts';
import type { CustomSettings } from './settings.ts';

/** One custom contact service, as a run sees it. */
export interface Service {
  readonly settings: CustomSettings;
  readonly io: SourceIo;
  readonly host: string;
  /** How often one request is tried when faults may pass. */
  readonly attempts: number;
  readonly timeoutMs: number;
}

export const openService = (
  settings: CustomSettings,
  io: SourceIo,
  { attempts = 4, timeoutMs = 30_000 } = {},
): Service => ({ settings, io, host: new URL(settings.url).host, attempts, timeoutMs });

/** Far more than a page of contacts; far less than memory. */
const maxBytes = 32 * 1024 * 1024;
const longestToken = 16_000;

export interface Token {
  readonly token: string;
  /** What the service's clock said when it gave the token. */
  readonly date: Date | null;
}

export async function fetchToken(service: Service): Promise<Token> {
  const { host, io, settings } = service;
  const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`, 'utf8').toString('base64');
  return withRetries(io, service.attempts, async () => {
    const answer = await send(service, '/token', `Basic ${basic}`);
    if (answer.status === 401 || answer.status === 403) throw credentialsRefused(host, answer.status);
    if (answer.status !== 200) throw refused(host, '/token', answer, io.now());
    const token = readToken(answer.text);
    if (token === null)
      throw malformed(
        host,
        `answers /token with ${describeText(answer.text)} instead of a token. Check that the URL is the custom contact service's.`,
      );
    return { token, date: dateOf(answer) };
  });
}

export interface Reply {
  readonly text: string;
  /** The token that was accepted: the one that was given, or a new one. */
  readonly token: string;
  readonly date: Date | null;
  /** It took more than one try, so an answer may have been sent that never arrived. */
  readonly doubt: boolean;
}

/**
 * What the service answers at a path of the contract. Passing faults are tried again. A token lives for minutes and a
 * run for longer: one that is refused is replaced once, and the same page asked for again.
 */
export async function ask(service: Service, path: string, token: string): Promise<Reply> {
  const { host, io } = service;
  const call = path.replace(/\?.*$/, '');
  let current = token;
  let renewed = false;
  let doubt = false;
  return withRetries(io, service.attempts, async () => {
    for (;;) {
      const answer = await send(service, path, `Bearer ${current}`, () => {
        doubt = true;
      });
      if (answer.status === 200) return { text: answer.text, token: current, date: dateOf(answer), doubt };
      if (answer.status !== 401) {
        renewed = false;
        if (answer.status !== 429) doubt = true;
        throw refused(host, call, answer, io.now());
      }
      if (renewed) throw tokenRefused(host);
      current = (await fetchToken(service)).token;
      renewed = true;
    }
  });
}

/** One request and its answer, whatever its status. */
export async function send(
  { settings, io, host, timeoutMs }: Service,
  path: string,
  authorization: string,
  onLost = () => {},
): Promise<Answer> {
  try {
    return await exchange(`${settings.url}${path}`, {
      headers: { accept: 'application/json', authorization },
      timeoutMs,
      maxBytes,
      networks: io.networks,
      caCertificate: settings.caCertificate,
      signal: io.signal,
    });
  } catch (error) {
    if (!(error instanceof ExchangeFailed)) throw error;
    if (!error.fault.unsent) onLost();
    throw unanswered(host, error);
  }
}

function readToken(text: string): string | null {
  const body = parse(text);
  if (typeof body !== 'object' || body === null || !('token' in body)) return null;
  const { token } = body;
  // Only what can stand in a header.
  return typeof token === 'string' && token.length <= longestToken && /^[\x21-\x7e]+$/.test(token)
    ? token
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const dateOf = (answer: Answer): Date | null => {
  const at = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(at) ? null : new Date(at);
};

/** What a body that should be JSON seems to be; none of it is shown. */
export function describeText(text: string): string {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start === '') return 'nothing';
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || start.startsWith('<'))
    return 'a web page (HTML)';
  return parse(text) === null ? 'text that is not JSON, or was cut off' : 'JSON of another form';
}
