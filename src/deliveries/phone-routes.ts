import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowedFrom } from '../access/allowed-networks.ts';
import type { Device } from '../access/device.ts';
import { touchDevice } from '../access/devices.ts';
import type { Db } from '../database/connect.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import { DirectoryError } from '../domain/errors.ts';
import { answerLookup } from './caller-lookup/answer-lookup.ts';
import { threeCxTemplate } from './caller-lookup/three-cx-template.ts';
import { formats } from './documents.ts';
import { createPhoneMetrics } from './phone-metrics.ts';
import { createCuts } from './phone-xml/cut.ts';
import type { BookDocument, PhoneDocument } from './phone-xml/format.ts';
import { wordsFor } from './phone-xml/words.ts';
import { readQuery } from './read-query.ts';
import { type Rendering, renderDocument, viewerOf } from './render-document.ts';
import { createTokenGuard, type GuardOptions } from './token-guard.ts';

export interface PhoneRoutesParts {
  readonly db: Db;
  readonly directory: PhoneDirectory;
  /** The address of this server when a phone does not say which it used. */
  readonly publicUrl: () => string;
  readonly guard?: Pick<GuardOptions, 'maxWrong' | 'delayMs'>;
}

interface TokenParams {
  readonly token: string;
  readonly file?: string;
  readonly number?: string;
}
type PhoneRequest = FastifyRequest<{ Params: TokenParams }>;

/** In the place of a token: the phone gives its LDAP user name and password instead. */
const passwordPath = 'login';
const askForPassword = { 'www-authenticate': 'Basic realm="Switchbook", charset="UTF-8"' };

/** What is held back before the first byte goes out: smaller documents get a Content-Length, and errors a status. */
const holdBytes = 64 * 1024;

/** `/p/<token>/…` and `/p/login/…`: everything that phones, softphones and PBXs fetch over HTTP. */
export async function phoneRoutes(app: FastifyInstance, parts: PhoneRoutesParts): Promise<void> {
  const { db, directory } = parts;
  const metrics = createPhoneMetrics();
  const guard = createTokenGuard({ db, log: app.log, ...parts.guard });

  // Some phones fetch with POST, and a Polycom sends its file back; what they send means nothing here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));

  // A logger for each request would cost as much as looking a caller up; the few lines logged here name no request.
  app.setChildLoggerFactory((logger) => logger);

  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status === 500) request.log.error({ err: error }, 'a phone could not be answered');
    if (status === 503) reply.header('retry-after', '5');
    if (status === 429) reply.header('retry-after', '60');
    return reply.code(status).send();
  });

  /**
   * Runs with the device of the request, or answers 404 (no such token), 401 (`/p/login/…` without the right password)
   * or 403 (not from there).
   */
  const withDevice =
    (answer: (request: PhoneRequest, reply: FastifyReply, device: Device) => Promise<unknown>) =>
    async (request: PhoneRequest, reply: FastifyReply) => {
      const { token } = request.params;
      const device =
        token === passwordPath
          ? await guard.signIn(request.headers.authorization, request.ip)
          : await guard.find(token, request.ip);
      if (!device && token === passwordPath) return reply.code(401).headers(askForPassword).send();
      if (!device) return reply.code(404).send();
      if (!isAllowedFrom(device.allowedNetworks, request.ip)) return reply.code(403).send();
      touchDevice(db, device, request.ip, request.headers['user-agent'] ?? '');
      return answer(request, reply, device);
    };

  // helmet: false, because phones read none of a browser's headers and some have little memory for any.
  const route = (
    url: string,
    answer: (request: PhoneRequest, reply: FastifyReply, device: Device) => Promise<unknown>,
    method: string[] = ['GET', 'HEAD'],
  ) =>
    app.route<{ Params: TokenParams }>({
      method,
      url: `/p/:token/${url}`,
      helmet: false,
      schema: { hide: true },
      handler: withDevice(answer),
    });

  const serve =
    (vendor: string, document: PhoneDocument) =>
    async (request: PhoneRequest, reply: FastifyReply, device: Device) => {
      const base = baseOf(request, parts.publicUrl());
      const query = readQuery(request.raw.url ?? '');
      const language = request.headers['accept-language'];
      reply.type(document.contentType).header('cache-control', 'private, max-age=0, must-revalidate');
      try {
        if (document.kind === 'book') {
          const tag = await entityTag(document, device, request.raw.url ?? '', language);
          reply.header('etag', tag);
          if (hasTag(request.headers['if-none-match'], tag)) {
            metrics.served(vendor, document.path, 'unchanged');
            return reply.code(304).send();
          }
        }
        const rendering = renderDocument(document, directory, { device, query, base, language });
        const sent = await send(request, reply, rendering, () => metrics.cut(vendor, rendering.cuts));
        metrics.served(vendor, document.path, 'sent');
        return sent;
      } catch (error) {
        metrics.served(vendor, document.path, 'failed');
        const status = statusOf(error);
        // A phone with a browser shows what it gets; one that downloads must not take a notice for a book.
        if (document.kind !== 'page' || status !== 503) throw error;
        const words = wordsFor(language);
        const surroundings = { base, words, personal: false, cuts: createCuts() };
        return reply.send(document.renderMessage(words.unavailable, surroundings));
      }
    };

  async function entityTag(
    document: BookDocument,
    device: Device,
    url: string,
    language: string | undefined,
  ): Promise<string> {
    const { name: _, vendor: __, allowedNetworks: ___, ...matters } = device;
    const revision = await directory.revision(viewerOf(device));
    const words = wordsFor(language).noEntries;
    const all = JSON.stringify([formatVersion, document.path, readQuery(url), matters, revision, words]);
    return `"${hash('sha256', all, 'base64url').slice(0, 27)}"`;
  }

  for (const { vendor, documents } of formats) {
    for (const document of documents) {
      const methods = document.kind === 'book' ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
      if (document.path === polycomFile) polycomDirectory(vendor, document);
      else route(document.path, serve(vendor, document), methods);
      for (const alias of document.aliases ?? []) route(alias, serve(vendor, document), methods);
    }
  }

  function polycomDirectory(vendor: string, document: PhoneDocument): void {
    const isDirectory = (request: PhoneRequest) =>
      /^[0-9a-f]{12}-directory\.xml$/i.test(request.params.file ?? '');
    route('polycom/:file', async (request, reply, device) =>
      isDirectory(request) ? serve(vendor, document)(request, reply, device) : reply.code(404).send(),
    );
    // The phone sends its copy back whenever somebody edits it. The directory is read-only for phones; a refusal
    // would only make it try again.
    route('polycom/:file', async (request, reply) => reply.code(isDirectory(request) ? 204 : 404).send(), [
      'PUT',
    ]);
  }

  const lookup = async (request: PhoneRequest, reply: FastifyReply, device: Device) => {
    const query = readQuery(request.raw.url ?? '');
    const { number } = request.params;
    const { contentType, body } = await answerLookup(
      directory,
      device,
      number === undefined ? query : { ...query, number },
    );
    return reply.type(contentType).header('cache-control', 'no-store').send(body);
  };
  route('lookup', lookup);
  route('lookup/:number', lookup);
  route('3cx-template.xml', async (request, reply, device) =>
    reply
      .type('application/xml; charset=utf-8')
      .header('content-disposition', 'attachment; filename="switchbook-3cx.xml"')
      .header('cache-control', 'no-store')
      .send(threeCxTemplate(baseOf(request, parts.publicUrl()), await directory.country(viewerOf(device)))),
  );
}

const polycomFile = 'polycom/000000000000-directory.xml';
/** Part of every ETag: to be raised when a format writes something else for the same contacts. */
const formatVersion = 1;

/** Sends what is small with its length, and streams what is not. `done` runs after the last piece. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { pieces }: Rendering,
  done: () => void,
): Promise<unknown> {
  const rest = pieces[Symbol.asyncIterator]();
  let held = '';
  for (;;) {
    const next = await rest.next();
    if (next.done) {
      done();
      return reply.send(held);
    }
    held += next.value;
    if (held.length > holdBytes) break;
    await nextTurn();
  }
  if (request.method === 'HEAD') {
    await rest.return?.();
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>).end();
    return reply;
  }
  async function* all(): AsyncGenerator<string> {
    yield held;
    held = '';
    // A turn for others between pieces: a phone that presses a key must not wait for one that downloads everybody.
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      yield next.value;
      await nextTurn();
    }
    done();
  }
  // An error from here on breaks the connection off: half a book must not pass for a whole one.
  return reply.send(Readable.from(all(), { objectMode: false }));
}

function statusOf(error: unknown): number {
  if (error instanceof DirectoryError) {
    if (error.code === 'too-many-requests') return 429;
    if (error.code === 'database-unavailable' || error.code === 'too-large') return 503;
    if (error.code === 'not-found') return 404;
  }
  const { statusCode } = error as { statusCode?: number };
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

function hasTag(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

/** `http://host/p/<token>` as this phone reached it: the one address that certainly works for it. */
function baseOf(request: PhoneRequest, publicUrl: string): string {
  const forwarded = String(request.headers['x-forwarded-proto'] ?? '')
    .split(',')[0]
    ?.trim();
  const protocol = forwarded === 'https' || forwarded === 'http' ? forwarded : request.protocol;
  const host = request.headers.host ?? '';
  const origin = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host)
    ? `${protocol}://${host}`
    : publicUrl;
  return `${origin}/p/${request.params.token}`;
}
