import { request } from 'undici';
import { agentFor } from '../http/connect.ts';
import { readBody } from '../http/read-body.ts';
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
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** One request and its whole answer, whatever its status. Follows no redirect. Throws `PassingFault` or `SourceFailure`. */
export async function exchange(
  io: SourceIo,
  place: 'sign-in' | 'Graph',
  url: string,
  message: Message,
): Promise<Answer> {
  const answer = await request(url, {
    dispatcher: agentFor({ networks: 'any' }),
    method: message.method,
    headers: { 'user-agent': 'Switchbook', 'accept-encoding': 'gzip', ...message.headers },
    body: message.body,
    signal: AbortSignal.any([io.signal, AbortSignal.timeout(message.timeoutMs)]),
  }).catch((error: unknown) => {
    io.signal.throwIfAborted();
    throw new PassingFault(
      new SourceFailure('unreachable', `Microsoft's ${place} cannot be reached.`, { cause: error }),
    );
  });
  const header = (name: string) => String(answer.headers[name] ?? '') || null;
  const text = await readBody(answer.body, header('content-encoding'), message.maxBytes);
  return { status: answer.statusCode, header, text };
}
