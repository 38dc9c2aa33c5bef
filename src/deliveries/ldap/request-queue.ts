import { MalformedBer } from './ber-reader.ts';
import { createFrames } from './frames.ts';
import { type Request, readRequest } from './request.ts';

/** What the queue needs of its connection. */
export interface QueueClient {
  readonly closed: boolean;
  /** Answers a request; a promise when that takes longer than now. */
  perform(request: Request): void | Promise<void>;
  /** Sends what was answered so far. */
  flush(): void;
  /** After each answer: a promise when the client has to take what it got before it gets more. */
  pause(): Promise<unknown> | null;
  /** Everything that came was answered. */
  ready(): void;
  /** What came is no LDAP. */
  refuse(): void;
  /** An answer broke off. */
  fail(error: unknown): void;
}

export interface RequestQueue {
  /** Takes what the client sent. Ends with nothing: what is malformed is refused when its turn comes. */
  take(chunk: Buffer): void;
  /** Answers what waits. */
  pump(): void;
  /** Requests that wait. */
  readonly waiting: number;
  /** Bytes of a request that is not complete yet. */
  readonly pending: number;
  /** Whether an answer is under way that takes longer. */
  readonly busy: boolean;
  /** Whether the client does not want the answer under way any more. */
  readonly abandoned: boolean;
  clear(): void;
  /** Begins anew, as on a fresh connection. */
  restart(): void;
}

/** Phones of a company share the process: a client that sends many requests at once lets others have a turn. */
const turnMs = 8;
const malformed = Symbol('malformed');

/** Cuts what a client sends into requests and has them answered one after the other, in order. */
export function createRequestQueue(requestBytes: number, client: QueueClient): RequestQueue {
  const queue: (Request | typeof malformed)[] = [];
  let frames = createFrames(requestBytes);
  let working: number | null = null;
  let abandoned = false;
  let busy = false;

  function arrive(message: Buffer): void {
    if (queue.at(-1) === malformed) return;
    try {
      const request = readRequest(message);
      if (request.operation.kind === 'abandon') abandon(request.operation.messageId);
      else queue.push(request);
    } catch (error) {
      noteMalformed(error);
    }
  }

  function noteMalformed(error: unknown): void {
    if (!(error instanceof MalformedBer)) throw error;
    queue.push(malformed);
  }

  function abandon(messageId: number): void {
    if (working === messageId) abandoned = true;
    const at = queue.findIndex(
      (one) => one !== malformed && one.messageId === messageId && one.operation.kind === 'search',
    );
    if (at >= 0) queue.splice(at, 1);
  }

  function pump(): void {
    if (busy) return;
    const began = performance.now();
    while (!client.closed && queue.length > 0) {
      const next = queue.shift()!;
      if (next === malformed) {
        client.refuse();
        return;
      }
      const doing = perform(next);
      if (doing) client.flush();
      const waiting = doing ?? client.pause() ?? othersTurn(began);
      if (waiting) {
        wait(waiting);
        return;
      }
    }
    client.flush();
    if (!client.closed) client.ready();
  }

  function othersTurn(began: number): Promise<unknown> | null {
    if (queue.length === 0 || performance.now() - began <= turnMs) return null;
    client.flush();
    return new Promise((resolve) => setImmediate(resolve));
  }

  function perform(request: Request): void | Promise<void> {
    working = request.messageId;
    abandoned = false;
    try {
      return client.perform(request)?.then(() => {
        working = null;
      });
    } catch (error) {
      if (error instanceof MalformedBer) client.refuse();
      else client.fail(error);
    }
  }

  function wait(doing: Promise<unknown>): void {
    busy = true;
    doing
      .catch((error) => client.fail(error))
      .finally(() => {
        busy = false;
        pump();
      });
  }

  return {
    take: (chunk) => {
      try {
        frames.push(chunk, arrive);
      } catch (error) {
        noteMalformed(error);
      }
    },
    pump,
    get waiting() {
      return queue.length;
    },
    get pending() {
      return frames.pending;
    },
    get busy() {
      return busy;
    },
    get abandoned() {
      return abandoned;
    },
    clear: () => {
      queue.length = 0;
    },
    restart: () => {
      frames = createFrames(requestBytes);
    },
  };
}
