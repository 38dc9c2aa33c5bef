import { IncomingMessage, type RequestListener, ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

// Node refuses a request whose address holds a letter beyond ASCII, a space or a control character as it is. Phones and
// PBXs send such: FreePBX the caller's name, a phone what somebody typed. Their addresses are escaped here and
// answered like any other. What cannot be read gets a status and no body: a PBX takes any body for a caller's name.

/** What `clientError` of Node's server gives. */
interface ClientError extends Error {
  readonly code?: string | undefined;
  /** What had just come from the client. */
  readonly rawPacket?: unknown;
  /** How much of that could be read. */
  readonly bytesParsed?: number | undefined;
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What Node says of an address with such a character, and of what stands behind a space in it. */
const oddAddress: ReadonlySet<string> = new Set([
  'HPE_INVALID_URL',
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_VERSION',
]);

/** For `clientError` of the server: answers what can be read after all by `answer`, refuses the rest. */
export function createClientErrorHandler(answer: RequestListener) {
  const done = new WeakSet<Socket>();
  return (error: ClientError, socket: Socket): void => {
    // Whatever else comes on this connection is told as an error again.
    if (done.has(socket)) return;
    done.add(socket);
    const underWay = answerUnderWay(socket);
    // What is written now would stand in the middle of an answer.
    if (!socket.writable || underWay?.headersSent) {
      socket.destroy();
      return;
    }
    const request = underWay ? null : readRequest(error, socket);
    if (request) respond(request, socket, answer);
    else refuse(socket, statuses[error.code ?? ''] ?? 400);
  };
}

/** The answer that Node is giving on a connection, to a request before the odd one or to one whose body is odd. */
const answerUnderWay = (socket: Socket): ServerResponse | null =>
  (socket as { _httpMessage?: ServerResponse | null })._httpMessage ?? null;

/** A request for phones in one piece; null for anything else. */
function readRequest({ code = '', rawPacket, bytesParsed }: ClientError, socket: Socket) {
  if (!oddAddress.has(code) || !Buffer.isBuffer(rawPacket) || bytesParsed === undefined) return null;
  // Latin-1: a character for each byte.
  const [first = '', ...lines] = rawPacket.toString('latin1').split('\r\n');
  // Something else stood before the odd request.
  if (bytesParsed > first.length) return null;
  const end = lines.indexOf('');
  const [, method, url] = /^(GET|HEAD) (\/p\/.*) HTTP\/1\.[01]$/.exec(first) ?? [];
  if (method === undefined || url === undefined || end < 0) return null;
  const request = new IncomingMessage(socket);
  request.method = method;
  request.url = url.replace(/[^!-~]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
  // 1.0: the answer ends with the connection.
  request.httpVersion = '1.0';
  [request.httpVersionMajor, request.httpVersionMinor] = [1, 0];
  for (const line of lines.slice(0, end)) {
    const [, name, value] = /^([\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) request.headers[name.toLowerCase()] ??= value;
  }
  request.complete = true;
  request.push(null);
  return request;
}

function respond(request: IncomingMessage, socket: Socket, answer: RequestListener): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => {
    response.detachSocket(socket);
    socket.destroySoon();
  });
  answer(request, response as Parameters<RequestListener>[1]);
}

/** Closes both ways: a client that keeps its side open would stay connected for ever. */
function refuse(socket: Socket, status: number): void {
  socket.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
  socket.destroySoon();
}
