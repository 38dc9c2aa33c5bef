import type { ServerResponse } from 'node:http';
import type { FaultAnswer } from './behaviour.ts';
import { sendError, sendJson } from './send-json.ts';

/** Gives an answer that is wrong. */
export function misbehave(response: ServerResponse, fault: FaultAnswer): void {
  if ('drop' in fault) drop(response, fault.drop);
  else if ('html' in fault) {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html><body>Sign in to the network</body></html>');
  } else if ('noValue' in fault) sendJson(response, 200, { '@odata.context': 'x' });
  else if ('huge' in fault) sendMuch(response, 40);
  else if ('status' in fault) {
    for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
    if (fault.text === undefined) sendError(response, fault.status, fault.code ?? 'UnknownError');
    else {
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end(fault.text);
    }
  }
  // `hang`: no answer, ever.
}

function drop(response: ServerResponse, when: 'before' | 'middle'): void {
  if (when === 'before') {
    response.destroy();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"value":[{"id":"half');
  setTimeout(() => response.destroy(), 20);
}

/** So many megabytes of JSON that never ends. */
function sendMuch(response: ServerResponse, megabytes: number): void {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  let left = megabytes;
  const write = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', write);
        return;
      }
    }
    response.end();
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"value":[');
  write();
}
