import { createHash } from 'node:crypto';
import { request } from 'undici';
import { SourceFailure, type SourceIo } from '../source.ts';
import { AddressRefused, agentFor } from './connect.ts';
import { BodyTooLarge, BodyUnreadable, readBody } from './read-body.ts';

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly caCertificate?: string | undefined;
  /** For the whole exchange, the body included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The network or the far side let a request down; another try may help. `failure` is what to say when none does. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly failure: SourceFailure;

  constructor(failure: SourceFailure) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

/**
 * One GET of an address that somebody typed, and its whole answer, whatever the status. Redirects are not followed: they
 * would lead credentials elsewhere. Throws `TransportFault` for what may pass and `SourceFailure` for what will not.
 */
export async function guardedGet(io: SourceIo, url: string, message: Message): Promise<Answer> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(message.timeoutMs)]);
  try {
    const answer = await request(url, {
      dispatcher: agentFor({ networks: io.networks, caCertificate: message.caCertificate }),
      method: 'GET',
      headers: { 'user-agent': 'Switchbook', 'accept-encoding': 'gzip', ...message.headers },
      signal,
    });
    const header = (name: string): string | null => [answer.headers[name]].flat()[0] ?? null;
    const text = await readBody(answer.body, header('content-encoding'), message.maxBytes);
    return { status: answer.statusCode, header, text };
  } catch (error) {
    io.signal.throwIfAborted();
    throw faultOf(error, new URL(url).host, message);
  }
}

/** A short name of a text, for comparing pages without keeping them. */
export const fingerprint = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** Codes of Node and OpenSSL for a certificate that is not trusted. */
const certificateCode =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/;

function faultOf(error: unknown, host: string, { timeoutMs, maxBytes }: Message): Error {
  const refused = causeOf(error, AddressRefused);
  if (refused)
    return new SourceFailure('unreachable', `${refused.message} Nothing was read.`, { cause: error });
  if (error instanceof BodyTooLarge) {
    const limit = Math.round(maxBytes / 2 ** 20);
    return new SourceFailure(
      'malformed',
      `${host} sent more than ${limit} MB in one answer, which is more than a page of contacts may be. Check that the address is that of a contact service.`,
      { cause: error },
    );
  }
  const code = codeOf(error);
  if (certificateCode.test(code)) {
    return new SourceFailure(
      'certificate',
      `The certificate of ${host} is not trusted (${code}). If the service uses a certificate of its own, paste the certificate (PEM) of its authority into CA certificate. If it expired, or names another host, it must be renewed there.`,
      { cause: error },
    );
  }
  const what = whatHappened(error, code, host, timeoutMs);
  return new TransportFault(
    new SourceFailure(
      'unreachable',
      `${what} Check that the service runs, and that this machine can reach the address and port.`,
      { cause: error },
    ),
  );
}

function whatHappened(error: unknown, code: string, host: string, timeoutMs: number): string {
  if (causeOf(error, BodyUnreadable)) return `The answer of ${host} cannot be read.`;
  if (error instanceof Error && error.name === 'TimeoutError')
    return `${host} did not answer completely within ${timeoutMs / 1000} seconds.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name in ${host} cannot be resolved.`;
  if (code === 'ECONNREFUSED') return `${host} refuses the connection.`;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return `No connection to ${host} comes about.`;
  if (code === 'EPROTO' || code === 'HPE_INVALID_CONSTANT')
    return `${host} does not speak the protocol of the address: try http:// instead of https://, or the other way round.`;
  return `The connection to ${host} broke off.`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR_ABORTED')
    return error.code;
  return codeOf(error.cause);
}

function causeOf<T extends Error>(error: unknown, kind: new (...values: never[]) => T): T | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof kind) return cause;
  return null;
}
