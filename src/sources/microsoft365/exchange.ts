import { Agent, request } from 'undici';
import { agentFor } from '../http/connect.ts';
import { BodyTooLarge, BodyUnreadable, readBody } from '../http/read-body.ts';
import { SourceFailure, type SourceIo } from '../source.ts';
import { PassingFault } from './passing-fault.ts';

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, the body included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** On a connection of its own: what answered 503 may go on answering 503 on the old one. */
  readonly fresh?: boolean;
}

/** One request and its whole answer, whatever its status; no redirect is followed. Throws `PassingFault` or `SourceFailure`. */
export async function exchange(io: SourceIo, url: string, message: Message): Promise<Answer> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(message.timeoutMs)]);
  const own = message.fresh ? new Agent({ connect: { timeout: 10_000 } }) : null;
  try {
    const answer = await request(url, {
      dispatcher: own ?? agentFor({ networks: 'any' }),
      method: message.method,
      headers: { 'user-agent': 'Switchbook', 'accept-encoding': 'gzip', ...message.headers },
      body: message.body ?? null,
      signal,
    });
    const header = (name: string): string | null => [answer.headers[name]].flat()[0] ?? null;
    const text = await readBody(answer.body, header('content-encoding'), message.maxBytes);
    return { status: answer.statusCode, header, text };
  } catch (error) {
    io.signal.throwIfAborted();
    throw transportFault(error, new URL(url).host, message.timeoutMs);
  } finally {
    own?.destroy().catch(() => {});
  }
}

/** Codes of Node and OpenSSL for a certificate that is not trusted. */
const certificateCode = /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

function transportFault(error: unknown, host: string, timeoutMs: number): Error {
  if (error instanceof BodyTooLarge) {
    return new SourceFailure(
      'malformed',
      `${host} sent far more than a page of contacts. Nothing was removed.`,
    );
  }
  const code = codeOf(error);
  if (certificateCode.test(code)) {
    return new SourceFailure(
      'certificate',
      `The certificate of ${host} is not trusted (${code}). Often a proxy that looks into connections stands between: let Switchbook's machine reach Microsoft without it, or start Switchbook with the proxy's certificate in NODE_EXTRA_CA_CERTS.`,
      { cause: error },
    );
  }
  const failure = new SourceFailure(
    'unreachable',
    `${whatHappened(error, code, host, timeoutMs)} Nothing was removed; Switchbook tries again by itself. If it stays so, check that this machine can reach ${host}.`,
    { cause: error },
  );
  return new PassingFault(failure);
}

function whatHappened(error: unknown, code: string, host: string, timeoutMs: number): string {
  if (error instanceof BodyUnreadable) return `The answer of ${host} cannot be read.`;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `${host} did not answer within ${timeoutMs / 1000} seconds.`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${host} cannot be resolved.`;
  if (code === 'ECONNREFUSED') return `${host} refuses the connection.`;
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return `No connection to ${host} comes about.`;
  return `The connection to ${host} broke off.`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR_ABORTED')
    return error.code;
  return codeOf(error.cause);
}
