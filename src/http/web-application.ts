import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './server.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The page that starts the web application: every address of it answers with this. */
    sendIndex(): FastifyReply;
  }
}

/** Serves the built web application. Files with a hash in their name are kept by browsers for a year. */
export async function installWebApplication(app: App, root: string): Promise<void> {
  const index = existsSync(path.join(root, 'index.html'))
    ? await readFile(path.join(root, 'index.html'))
    : null;
  app.decorateReply('sendIndex', function sendIndex(this: FastifyReply) {
    if (!index) {
      return this.code(503)
        .type('text/plain; charset=utf-8')
        .send('The web application is not built. Start Switchbook with: npm start\n');
    }
    return this.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index);
  });
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.sendIndex());
  if (!index) return;
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
