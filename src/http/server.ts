import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Db } from '../database/connect.ts';
import { apiDocsPage } from './api-docs-page.ts';
import { installAuthentication } from './authenticate.ts';
import { installDropBody } from './drop-body.ts';
import { installHealth } from './health.ts';
import { installMetrics } from './metrics.ts';
import { createClientErrorHandler } from './odd-requests.ts';
import { installProblems, sendProblem } from './problem.ts';
import { installWebApplication } from './web-application.ts';

/** A Fastify whose schemas are zod: what routes are written against. */
export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface ServerParts {
  readonly db: Db;
  readonly log: FastifyBaseLogger;
  readonly version: string;
  /** The origin of SWITCHBOOK_PUBLIC_URL, when that is set. */
  readonly publicOrigin: () => string | null;
  readonly now?: () => Date;
  /** The folder of the built web application. */
  readonly webRoot: string;
  /** Registers the API and the phones' routes. */
  readonly routes: (app: App) => Promise<void>;
}

const maxBodyBytes = 1024 * 1024;

/** Builds the server; the caller listens and closes. */
export async function createServer(parts: ServerParts): Promise<App> {
  const app: App = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    // A hundred megabytes over a slow line.
    requestTimeout: 600_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    return503OnClosing: true,
    clientErrorHandler: createClientErrorHandler((request, response) => app.routing(request, response)),
    frameworkErrors: (error, request, reply) =>
      refuseAddress(error, request as FastifyRequest, reply as unknown as FastifyReply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installProblems(app);
  installDropBody(app as unknown as FastifyInstance);
  acceptEmptyJson(app);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The component library positions its pop-overs with style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Phones and browsers on plain HTTP inside a company must go on working.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fieldSize: 10_000, fileSize: 100 * 1024 * 1024 },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Switchbook',
        version: parts.version,
        description:
          'The contact directory of a phone system. Sign in with a cookie (`POST /api/v1/session`) or send ' +
          '`Authorization: Bearer <API key>`. Errors are RFC 9457 problem details.',
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'switchbook_session' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  installAuthentication(app as unknown as FastifyInstance, {
    db: parts.db,
    publicOrigin: parts.publicOrigin,
    now: parts.now ?? (() => new Date()),
  });
  installMetrics(app, parts.db);
  installHealth(app, parts.db);
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  await app.register(async (scope) => parts.routes(scope.withTypeProvider<ZodTypeProvider>() as App));
  app.get('/api/v1/openapi.json', { schema: { hide: true }, config: { allow: 'public' } }, async () =>
    app.swagger(),
  );
  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiDocsPage(app.swagger())),
  );
  await installWebApplication(app, parts.webRoot);
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(?:api|p|metrics)(?:\/|$|\?)/.test(request.url);
    if (isPage && (request.headers.accept ?? '').includes('text/html')) return reply.sendIndex();
    if (request.url.startsWith('/p/')) return reply.code(404).send();
    return sendProblem(reply, {
      status: 404,
      code: 'not-found',
      detail: `There is no ${request.method} ${request.url.split('?')[0]}.`,
    });
  });
  return app;
}

/** An address whose escapes cannot be read. A PBX takes any body for a caller's name: for phones there is none. */
function refuseAddress({ statusCode = 400 }: FastifyError, { url }: FastifyRequest, reply: FastifyReply) {
  if (url.startsWith('/p/')) return reply.code(statusCode).send();
  return sendProblem(reply, {
    status: statusCode,
    code: 'bad-request',
    detail: 'The address cannot be read.',
  });
}

/** A client that says `application/json` and sends nothing means no body: `POST /sources/:id/sync`. */
function acceptEmptyJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body.toString(), done);
  });
}
