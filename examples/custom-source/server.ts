import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { answer } from './answer.ts';
import type { Contact } from './contact.ts';
import { readContactsFile } from './contacts-file.ts';
import { generateContacts } from './generate.ts';
import { createSessions } from './sessions.ts';
import { openStore, type Store } from './store.ts';

// A complete server of the Custom source contract (docs/custom-source.md), fed from a CSV file or from made-up contacts.

export interface CustomSourceOptions {
  /** A CSV file; it is read again whenever it changes. */
  readonly file?: string;
  /** Without a file: how many contacts to make up. Default 0. */
  readonly generate?: number;
  /** 0: any free one. */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly host?: string;
  /** Where contacts and deletions are kept between starts. Default: beside the CSV file; nowhere for made-up ones. */
  readonly database?: string;
  /** How long a token is good for. Default 1800. */
  readonly tokenSeconds?: number;
  /** PEM: speaks HTTPS then. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Lines for the operator; no token, secret or contact is ever in one. */
  readonly log?: (line: string) => void;
}

export interface CustomSource {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Adds or changes a contact, as `PUT /contacts/<id>` does. */
  readonly put: (contact: Contact) => void;
  /** Deletes one; `false` when there is none. */
  readonly remove: (id: string) => boolean;
  readonly count: () => number;
  readonly stop: () => Promise<void>;
}

export async function startCustomSource(options: CustomSourceOptions): Promise<CustomSource> {
  const { file, generate = 0, clientId, clientSecret, host = '127.0.0.1', log = () => {} } = options;
  const now = () => Math.floor(Date.now() / 1000);
  const place = chooseDatabase(options);
  const store = openStore(place.file, now);
  let unwatch = () => {};
  if (file !== undefined) unwatch = await follow(file, store, log);
  else if (store.count() === 0) await store.replaceAll(generateContacts(generate), now() - 3_600);
  const sessions = createSessions({
    clientId,
    clientSecret,
    tokenSeconds: options.tokenSeconds ?? 1_800,
    now,
  });

  const listener: RequestListener = (request, response) => {
    const started = performance.now();
    answer(request, { store, sessions, mayWrite: file === undefined })
      .catch((error: unknown) => {
        log(`a request failed: ${error instanceof Error ? error.message : 'unknown'}`);
        return { status: error instanceof URIError ? 400 : 500 } as const;
      })
      .then((reply) => {
        const { status, type, body } = { type: 'text/plain', body: '', ...reply };
        const encoded = Buffer.from(body, 'utf8');
        const withType = encoded.length > 0 ? { 'content-type': `${type}; charset=utf-8` } : {};
        response.writeHead(status, {
          ...withType,
          'content-length': encoded.length,
          'cache-control': 'no-store',
        });
        response.end(encoded);
        // Ids and parameters stay out of it.
        const [call] = /^\/(?:token|contacts\/delta|contacts)(?=\?|$)/.exec(request.url ?? '') ?? ['/…'];
        log(`${request.method} ${call} ${status} ${Math.round(performance.now() - started)} ms`);
      });
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    clientId,
    clientSecret,
    put: store.put,
    remove: store.remove,
    count: store.count,
    stop: async () => {
      unwatch();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      store.close();
      if (place.temporary) rmSync(path.dirname(place.file), { recursive: true, force: true });
    },
  };
}

/** Many made-up contacts are kept in a temporary file rather than in memory. */
function chooseDatabase({ database, file, generate = 0 }: CustomSourceOptions): {
  file: string;
  temporary: boolean;
} {
  if (database !== undefined) return { file: database, temporary: false };
  if (file !== undefined) return { file: `${file}.sqlite`, temporary: false };
  if (generate <= 100_000) return { file: ':memory:', temporary: false };
  return {
    file: path.join(mkdtempSync(path.join(tmpdir(), 'custom-source-')), 'contacts.sqlite'),
    temporary: true,
  };
}

/** Reads the file now, and again whenever it changes. One that cannot be read changes nothing. */
async function follow(file: string, store: Store, log: (line: string) => void): Promise<() => void> {
  const read = async () => {
    await store.replaceAll(readContactsFile(file));
    log(`${path.basename(file)}: ${store.count()} contacts`);
  };
  // Looked at before it is read: whatever changes from here on is seen, which `watchFile` does not promise.
  let seen = stateOf(file);
  await read();
  let reading: Promise<void> = Promise.resolve();
  const looking = setInterval(() => {
    const now = stateOf(file);
    if (now === seen) return;
    seen = now;
    reading = reading
      .then(() =>
        existsSync(file) ? read() : log(`${path.basename(file)} is gone; the contacts stay as they were`),
      )
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : 'it cannot be read';
        log(`${path.basename(file)}: ${why}; the contacts stay as they were`);
      });
  }, 500);
  return () => clearInterval(looking);
}

/** Another text after every change. */
function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : 'gone';
}

const usage = `Usage: node server.ts [--file contacts.csv | --generate 5000] [--port 5555] [--host 127.0.0.1]
                      [--client-id ID] [--client-secret SECRET] [--database FILE] [--quiet]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      generate: { type: 'string' },
      port: { type: 'string', default: '5555' },
      host: { type: 'string', default: '127.0.0.1' },
      'client-id': { type: 'string', default: 'switchbook' },
      'client-secret': { type: 'string', default: randomBytes(18).toString('base64url') },
      database: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  const generate = Number(values.generate ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port is a number from 0 to 65535');
  if (!Number.isInteger(generate) || generate < 0) throw new Error('--generate is a whole number');
  const sample = path.join(import.meta.dirname, 'contacts.csv');
  const file = values.file ?? (values.generate === undefined ? sample : undefined);
  if (generate > 100_000)
    console.log(`Making up ${generate} contacts; this takes a minute or so for a million …`);
  const source = await startCustomSource({
    ...(file === undefined ? { generate } : { file }),
    port,
    host: values.host,
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    ...(values.database === undefined ? {} : { database: values.database }),
    ...(values.quiet ? {} : { log: (line: string) => console.log(line) }),
  });
  console.log(`
Custom contact source with ${source.count()} contacts
  URL            ${source.url}
  Client ID      ${source.clientId}
  Client Secret  ${source.clientSecret}
`);
  const stop = () => void source.stop().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

if (process.argv[1] === import.meta.filename) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.error(usage);
    process.exitCode = 1;
  });
}
