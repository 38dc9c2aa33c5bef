import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json;odata.metadata=minimal;charset=utf-8',
    'request-id': randomUUID(),
    'x-ms-resource-unit': '1',
  });
  response.end(JSON.stringify(body));
}

export function sendError(response: ServerResponse, status: number, code: string): void {
  const innerError = { date: '2026-11-22T16:00:00', 'request-id': randomUUID() };
  sendJson(response, status, { error: { code, message: 'made up', innerError } });
}
