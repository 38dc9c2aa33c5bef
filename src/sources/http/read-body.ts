import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** More than was allowed, counted after unpacking. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A body in a form that was not asked for. */
export class BodyUnreadable extends Error {
  override readonly name = 'BodyUnreadable';
}

/** Reads a body as UTF-8 text and stops as soon as it grows beyond `maxBytes`. A packed body that is cut off is an error. */
export async function readBody(body: Readable, encoding: string | null, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpack(body, encoding)) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new BodyTooLarge();
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks, size).toString('utf8');
  // A byte order mark is not JSON, but some servers send one.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function unpack(body: Readable, encoding: string | null): AsyncIterable<Buffer> {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  if (name !== 'gzip' && name !== 'x-gzip') {
    body.destroy();
    throw new BodyUnreadable(`it is packed as "${name.slice(0, 20)}", which was not asked for`);
  }
  const gunzip = createGunzip();
  body.once('error', (error) => gunzip.destroy(error));
  return body.pipe(gunzip);
}
