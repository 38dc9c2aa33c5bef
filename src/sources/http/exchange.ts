import { request } from 'undici';
import { agentFor, openAgent } from './connect.ts';
import type { Networks } from './networks.ts';
import { readBody } from './read-body.ts';
import { type Fault, readFault } from './read-fault.ts';

/** A request that got no whole answer. Its words are plain and safe to show; nothing that was sent is in it. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
  readonly fault: Fault;

  // The error that undici gave is not kept as a cause: it may hold the request's options, and so its headers.
  constructor(fault: Fault) {
    super(`It ${fault.words}.`);
    this.fault = fault;
  }
}

export interface Message {
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For all of it: connecting (at most 10 seconds), waiting, and the whole body. */
  readonly timeoutMs: number;
  /** Of the body, unpacked. */
  readonly maxBytes: number;
  readonly networks: Networks;
  /** PEM; trusted besides the usual roots. */
  readonly caCertificate?: string | undefined;
  /** See `ConnectOptions`. */
  readonly mayUseProxy?: boolean;
  /** On a new connection: what answered 503 may go on answering 503 on the old one. */
  readonly fresh?: boolean;
  /** The run's: its reason is thrown when it aborts. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/**
 * One request and its whole answer, whatever its status. It follows no redirect (credentials would go along) and tries
 * nothing again: see `withRetries`. Throws `ExchangeFailed`, or the signal's reason.
 */
export async function exchange(url: string, message: Message): Promise<Answer> {
  const { networks, caCertificate, mayUseProxy, signal } = message;
  const connection = { networks, caCertificate, mayUseProxy };
  const timeout = AbortSignal.timeout(message.timeoutMs);
  const ownAgent = message.fresh ? openAgent(connection) : null;
  try {
    const answer = await request(url, {
      dispatcher: ownAgent ?? agentFor(connection),
      method: message.method ?? 'GET',
      headers: { 'user-agent': 'Switchbook', 'accept-encoding': 'gzip', ...message.headers },
      body: message.body,
      signal: AbortSignal.any([signal, timeout]),
    });
    const header = (name: string) => {
      const value = answer.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    };
    const text = await readBody(answer.body, header('content-encoding'), message.maxBytes);
    return { status: answer.statusCode, header, text };
  } catch (error) {
    signal.throwIfAborted();
    const fault = readFault(timeout.aborted ? timeout.reason : error);
    if (fault === null) throw error;
    throw new ExchangeFailed(fault);
  } finally {
    void ownAgent?.destroy();
  }
}
