import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { addressBlock } from '../../access/address-block.ts';
import { isAllowedFrom } from '../../access/allowed-networks.ts';
import { onDevicesChanged } from '../../access/device-cache.ts';
import { findDeviceByLdapLogin, touchDevice } from '../../access/devices.ts';
import type { Db } from '../../database/connect.ts';
import { type Ask, openPartOfLargeBook } from '../../directory/part-of-large-book.ts';
import type { PhoneIndex } from '../../directory/phone-index/phone-index.ts';
import type { Viewer } from '../../directory/viewer.ts';
import { writeExtended } from './answer.ts';
import { createBerWriter } from './ber-writer.ts';
import { createBindThrottle } from './bind-throttle.ts';
import { type Certificate, type CertificateFiles, watchCertificate } from './certificate.ts';
import { type LdapConnection, type LdapLog, serveConnection } from './connection.ts';
import { defaultLimits, type LdapLimits } from './limits.ts';
import { oids, rootEntry } from './plain-entries.ts';
import { resultCodes } from './result-codes.ts';
import type { Authenticate } from './sign-in.ts';

export interface LdapOptions {
  readonly db: Db;
  readonly index: Pick<PhoneIndex, 'open' | 'peek'>;
  readonly host: string;
  /** Plain LDAP, with StartTLS when there is a certificate; null: not at all. 0: any free port. */
  readonly port: number | null;
  readonly tls?: CertificateFiles & {
    /** LDAPS; null: only StartTLS. */
    readonly port: number | null;
    readonly checkEveryMs?: number;
  };
  /** Default: the devices of access/, from where each may come. */
  readonly authenticate?: Authenticate;
  readonly limits?: Partial<LdapLimits>;
  readonly requireTls?: boolean;
  /** `success` for phones that drop what they got when more would have matched. */
  readonly sizeLimitResult?: 'rfc' | 'success';
  /** Of Switchbook: what the root entry tells. */
  readonly version?: string;
  readonly log: LdapLog;
}

export interface LdapServer {
  readonly port: number | null;
  readonly tlsPort: number | null;
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** Serves the phone book over LDAP v3. Rejects when a port is taken or the certificate cannot be used. */
export async function startLdap(options: LdapOptions): Promise<LdapServer> {
  const { db, index, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const certificate = options.tls
    ? await watchCertificate(options.tls, { log, everyMs: options.tls.checkEveryMs })
    : null;
  const setting = {
    index,
    root: rootEntry({ canStartTls: certificate !== null, version: options.version ?? '' }),
    readPart: (viewer: Viewer, asks: readonly Ask[]) => openPartOfLargeBook(db, viewer, asks),
    limits,
    certificate,
    log,
    authenticate: options.authenticate ?? deviceLogin(db),
    throttle: createBindThrottle(limits.wrongBinds, limits.wrongBindsWithinMs),
    requireTls: options.requireTls ?? false,
    overLimit: options.sizeLimitResult === 'success' ? resultCodes.success : resultCodes.sizeLimitExceeded,
    seen: (device: Parameters<typeof touchDevice>[1], address: string) =>
      touchDevice(db, device, address, 'LDAP'),
  };
  const open = new Map<LdapConnection, { readonly raw: Socket; readonly block: string }>();
  const perAddress = new Map<string, number>();

  /** Ends the oldest connection (of an address) on which no device is signed in; false when there is none. */
  function makeRoom(block: string | null): boolean {
    for (const [connection, { raw, block: from }] of open) {
      if (connection.device || (block !== null && block !== from)) continue;
      connection.disconnect(resultCodes.busy, 'There are too many connections.');
      raw.destroySoon();
      forget(connection);
      return true;
    }
    return false;
  }

  function forget(connection: LdapConnection): void {
    const block = open.get(connection)?.block;
    if (block === undefined) return;
    open.delete(connection);
    const left = (perAddress.get(block) ?? 1) - 1;
    if (left > 0) perAddress.set(block, left);
    else perAddress.delete(block);
  }

  function accept(raw: Socket, secured: TLSSocket | null): void {
    const address = plainAddress(raw.remoteAddress ?? '');
    const block = addressBlock(address);
    const isFullFor = (from: string) => (perAddress.get(from) ?? 0) >= limits.connectionsPerAddress;
    const hasRoom =
      (!isFullFor(block) || makeRoom(block)) && (open.size < limits.connections || makeRoom(null));
    if (!hasRoom) {
      refuse(raw, secured);
      return;
    }
    raw.setNoDelay(true);
    raw.setKeepAlive(true, 60_000);
    const connection = serveConnection(secured ?? raw, address, setting);
    open.set(connection, { raw, block });
    perAddress.set(block, (perAddress.get(block) ?? 0) + 1);
    raw.once('close', () => forget(connection));
  }

  const plain =
    options.port === null
      ? null
      : await listening(
          createServer((socket) => accept(socket, null)),
          options.host,
          options.port,
        );
  const secure =
    certificate && options.tls && options.tls.port !== null
      ? await listening(
          createServer((raw) => accept(raw, wrap(raw, certificate))),
          options.host,
          options.tls.port,
        )
      : null;

  const sweeper = setInterval(
    () => {
      const now = Date.now();
      for (const connection of open.keys()) connection.sweep(now);
    },
    Math.min(5_000, limits.stalledMs / 2, limits.unboundMs / 2),
  ).unref();
  const stopWatching = onDevicesChanged(db, (tenantId) => {
    for (const connection of open.keys()) {
      const { device } = connection;
      if (device && (tenantId === null || device.tenantId === tenantId)) void connection.recheck();
    }
  });

  return {
    port: plain ? portOf(plain) : null,
    tlsPort: secure ? portOf(secure) : null,
    connections: () => open.size,
    stop: async () => {
      clearInterval(sweeper);
      stopWatching();
      certificate?.stop();
      const ended = [plain, secure].map((server) => server && closing(server));
      for (const connection of open.keys())
        connection.disconnect(resultCodes.unavailable, 'Switchbook is stopping.');
      await Promise.all(ended);
    },
  };
}

/** Signs in a device by its LDAP user name and password, from a network that it may come from. */
const deviceLogin =
  (db: Db): Authenticate =>
  async (username, password, address) => {
    const device = await findDeviceByLdapLogin(db, username, password);
    return device && isAllowedFrom(device.allowedNetworks, address) ? device : null;
  };

function wrap(raw: Socket, certificate: Certificate): TLSSocket {
  return new TLSSocket(raw, { isServer: true, secureContext: certificate.context() });
}

function refuse(raw: Socket, secured: TLSSocket | null): void {
  raw.on('error', () => raw.destroy());
  if (!secured) {
    const writer = createBerWriter();
    const outcome = { code: resultCodes.busy, message: 'There are too many connections.' };
    writeExtended(writer, 0, outcome, { oid: oids.disconnection });
    raw.write(writer.take());
  }
  raw.destroySoon();
}

const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');

async function listening(server: Server, host: string, port: number): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, resolve);
  });
  return server;
}

const closing = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

function portOf(server: Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}
