import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { watchDevices } from './access/device-cache.ts';
import { writeSightings } from './access/device-seen.ts';
import { purgeOld } from './access/list-audit.ts';
import { createFirstAdministrator, isSetupNeeded } from './access/people.ts';
import { createSecrets } from './access/secrets.ts';
import { createSetupCode } from './access/setup-code.ts';
import { apiRoutes } from './api/index.ts';
import type { LdapDoors } from './api/parts.ts';
import { uploadsAtOnce } from './api/upload-places.ts';
import { checkInstallation } from './check-installation.ts';
import { type Config, readSecretKey } from './config.ts';
import { connect } from './database/connect.ts';
import { listen } from './database/notify.ts';
import { watchCertificate } from './deliveries/ldap/certificate.ts';
import { startLdap } from './deliveries/ldap/start-ldap.ts';
import { phoneRoutes } from './deliveries/phone-routes.ts';
import { createPhoneTools } from './deliveries/phone-tools.ts';
import { purgeDeleted } from './directory/deleted-contact.ts';
import { createDatabasePhoneDirectory, withFallback } from './directory/large-phone-directory.ts';
import { createPhoneDirectory } from './directory/phone-index/create-phone-directory.ts';
import { startPhoneIndex } from './directory/phone-index/phone-index.ts';
import { startRederiving } from './directory/rederive-contacts.ts';
import { createLiveEvents } from './http/live-events.ts';
import { createClientErrorHandler } from './http/odd-requests.ts';
import { createServer } from './http/server.ts';
import { openDatabase } from './open-database.ts';
import { purgeImports } from './phonebook/purge-imports.ts';
import { sources } from './sources/index.ts';
import type { SourceIo } from './sources/source.ts';
import { startEngine } from './sync/start-engine.ts';

// The composition root: database → directory → engine → listeners. `stop` ends them in reverse.

export interface Running {
  /** The address to open, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..');
export const version = (
  JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
).version;

export interface ServeOptions {
  /** Gives the start up while the database does not answer yet; what was started is stopped. */
  readonly signal?: AbortSignal;
  /** The embedded database is gone for good: the process must end, so that whoever looks after it starts it again. */
  readonly onLost?: (error: Error) => void;
}

const connectionsOfRuns = 8;

/** Starts everything. `say` prints what a person at the console must know. */
export async function serve(
  config: Config,
  say: (line: string) => void,
  { signal, onLost = endWith }: ServeOptions = {},
): Promise<Running> {
  const log = pino({
    level: config.logLevel,
    redact: { paths: ['req.headers', '*.password', '*.token', '*.clientSecret'], remove: true },
    serializers: { err: pino.stdSerializers.err },
  });
  const secrets = createSecrets(readSecretKey(config));
  const database = await openDatabase(config, {
    as: 'server',
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    onLost,
    signal,
  });
  const { db, url: databaseUrl } = database;
  const stops: (() => Promise<void> | void)[] = [() => database.shutDown()];
  const stop = async () => {
    for (const end of stops.splice(0).reverse())
      await Promise.resolve(end()).catch((error: unknown) => log.error({ err: error }, 'stopping'));
  };
  // Apart from the pages' connections, so that neither files nor runs keep anybody waiting for a page.
  const connectFor = (max: number) => {
    const own = connect(databaseUrl, {
      max,
      onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    stops.push(() => own.close());
    return own;
  };
  // Two more than files are read: for those who end one that is given up.
  const imports = connectFor(uploadsAtOnce + 2);
  const runs = connectFor(connectionsOfRuns);
  try {
    await checkInstallation(database, secrets, config.defaultCountry);
    if (config.admin && (await isSetupNeeded(db)))
      await createFirstAdministrator(db, { ...config.admin, name: '', tenant: '' });

    const world = {
      now: () => new Date(),
      random: Math.random,
      networks: config.sourceNetworks,
      loginUrl: config.loginUrl,
      graphUrl: config.graphUrl,
    };
    const io = (signal: AbortSignal): SourceIo => ({
      ...world,
      signal,
      sleep: async (ms) => {
        await sleep(ms, undefined, { signal });
      },
    });
    const engine = startEngine({
      db: runs.db,
      pool: runs.pool,
      url: databaseUrl,
      secrets,
      sources,
      io: world,
      instanceId: randomUUID(),
      log: log.child({ part: 'sync' }),
    });
    stops.push(() => engine.stop());

    const purge = setInterval(
      () =>
        void Promise.all([purgeOld(db), purgeDeleted(db), purgeImports(db)]).catch((error: unknown) =>
          log.warn({ err: error }, 'purging old rows'),
        ),
      6 * 3_600_000,
    );
    stops.push(() => clearInterval(purge));

    const rederiving = startRederiving({
      db,
      onError: (error) => log.warn({ err: error }, 'reading numbers anew'),
    });
    stops.push(() => rederiving.stop());

    const live = createLiveEvents();
    stops.push(() => live.stop());
    const notices = listen(
      databaseUrl,
      { switchbook_event: (payload) => live.receive(payload) },
      { onReconnect: () => live.resync(), onError: (error) => log.warn({ err: error }, 'notices broke') },
    );
    stops.push(() => notices.stop());

    const index = startPhoneIndex({ db, url: databaseUrl, log: log.child({ part: 'phones' }) });
    stops.push(() => index.stop());
    const directory = withFallback(createPhoneDirectory(index), createDatabasePhoneDirectory(db));
    const devices = watchDevices(db, databaseUrl, (error) =>
      log.warn({ err: error }, 'device notices broke'),
    );
    stops.push(async () => {
      await devices.stop();
      await writeSightings(db);
    });

    const setupCode = createSetupCode();
    let publicUrl = config.publicUrl ?? '';
    let ldapDoors: LdapDoors = { port: null, tlsPort: null };
    const server = await createServer({
      db,
      log,
      version,
      publicOrigin: () => (publicUrl ? new URL(publicUrl).origin : null),
      webRoot: path.join(root, 'dist', 'web'),
      routes: async (app) => {
        await apiRoutes(app, {
          db,
          importPool: imports.pool,
          secrets,
          setupCode,
          live,
          defaultCountry: config.defaultCountry,
          sourceIo: io,
          rederiveContacts: () => void rederiving.now(),
          publicUrl: () => publicUrl,
          directory,
          ldapDoors: () => ldapDoors,
          phones: createPhoneTools({
            directory,
            ldap: () => ldapDoors,
            localHost: ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host,
            httpsPort: config.httpsPort,
            hasCertificate: config.tls !== undefined,
            now: () => new Date(),
          }),
          isSecure: (request) => request.protocol === 'https' || publicUrl.startsWith('https:'),
        });
        await app.register(async (scope) =>
          phoneRoutes(scope as unknown as FastifyInstance, { db, directory, publicUrl: () => publicUrl }),
        );
      },
    });
    stops.push(() => server.close());
    await server.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' });
    const { port } = server.server.address() as AddressInfo;
    const shown = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
    publicUrl ||= `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
    if (config.tls && config.httpsPort !== null) {
      const https = createHttpsServer(
        { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
        (request, response) => server.routing(request, response),
      ).on(
        'clientError',
        createClientErrorHandler((request, response) => server.routing(request, response)),
      );
      const { tls, httpsPort } = config;
      const certificate = await watchCertificate(tls, {
        log: log.child({ part: 'https' }),
        onChange: () =>
          https.setSecureContext({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }),
      });
      stops.push(async () => certificate.stop());
      await new Promise<void>((resolve, reject) => {
        https.once('error', reject);
        https.listen(httpsPort, config.host, resolve);
      });
      stops.push(() => {
        https.closeAllConnections();
        https.close();
      });
    }
    if (config.ldapPort !== null || config.ldapsPort !== null) {
      const ldap = await startLdap({
        db,
        index,
        host: config.host,
        port: config.ldapPort,
        ...(config.tls ? { tls: { ...config.tls, port: config.ldapsPort } } : {}),
        version,
        log: log.child({ part: 'ldap' }),
      });
      stops.push(() => ldap.stop());
      const doors = [
        ldap.port === null ? '' : `ldap://${shown}:${ldap.port}`,
        ldap.tlsPort === null ? '' : `ldaps://${shown}:${ldap.tlsPort}`,
      ];
      ldapDoors = { port: ldap.port, tlsPort: ldap.tlsPort };
      log.info({ doors: doors.filter(Boolean) }, 'LDAP is listening');
    }
    void index.warm().catch((error: unknown) => log.warn({ err: error }, 'warming the phone index'));
    say(`Switchbook ${version} is ready: ${publicUrl}`);
    if (await isSetupNeeded(db))
      say(`Open it and create the first administrator with this setup code: ${setupCode.text}`);
    return { url: publicUrl, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function endWith(error: Error): never {
  throw error;
}
