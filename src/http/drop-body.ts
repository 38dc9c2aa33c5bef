import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** So much is read and dropped to keep a connection. Of more, or of a body without a length, the connection is the price. */
const dropAtMost = 1024 * 1024;

// As nginx's `lingering_timeout` and `lingering_time` have it.
const idleMs = 5_000;
const wholeMs = 30_000;

/**
 * Keeps an answer that is given before the body was read from blocking its connection: the next request on it would wait
 * behind a body that nobody takes. A short rest is dropped; before a long one the answer says `Connection: close` (RFC
 * 9112, 9.6), and the connection ends when the client has stopped sending, or after a while.
 */
export function installDropBody(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const { raw } = request;
    if (raw.complete || !hasBody(raw)) return;
    if (isLong(raw)) reply.header('connection', 'close');
    if (reply.getHeader('connection') === 'close') lingerAtEnd(raw.socket);
    else reply.raw.once('finish', () => drop(raw));
  });
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isLong = ({ headers }: IncomingMessage) => !(Number(headers['content-length']) <= dropAtMost);

/** Takes the rest of a body from whoever stopped reading it. */
function drop(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  // An iterator that was left waits for `readable`, and while anybody does, nothing flows.
  request.removeAllListeners('readable');
  const { socket } = request;
  const watch = destroyLate(socket);
  request.on('data', watch.stillSending);
  request.once('close', watch.stop);
  request.resume();
}

/**
 * Node ends a connection by `destroySoon`, at once when the answer is written. Bytes that are still coming would then be
 * answered with a reset, which can take the answer from the client before it was read.
 */
function lingerAtEnd(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    // No further request is read: the client has been told that there will be no answer.
    socket.removeAllListeners('data');
    const watch = destroyLate(socket);
    socket.on('data', watch.stillSending);
    socket.once('end', () => socket.destroy());
    socket.resume();
  };
}

/** Ends the connection of a client that sends nothing for a while, or for too long. */
function destroyLate(socket: Socket) {
  const end = () => socket.destroy();
  const whole = setTimeout(end, wholeMs);
  const idle = setTimeout(end, idleMs);
  const stop = () => {
    clearTimeout(whole);
    clearTimeout(idle);
    socket.off('close', stop);
  };
  socket.once('close', stop);
  return { stop, stillSending: () => void idle.refresh() };
}
