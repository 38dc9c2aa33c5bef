import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { type Networks, refuseAddress, refuseHost } from './networks.ts';

/** An address that may not be used. `message` is plain, and safe to show. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

interface ConnectOptions {
  readonly networks: Networks;
  readonly caCertificate?: string | undefined;
}

// Connections outlive one page: a TLS handshake a page would cost more than the page. A handful of sources is usual.
const keepAgents = 50;
const agents = new Map<string, Agent>();

/** Keeps connections for these options. The guard sees every address that a connection is made to. */
export function agentFor(options: ConnectOptions): Agent {
  const key = JSON.stringify([options.networks, options.caCertificate ?? '']);
  const agent = agents.get(key) ?? openAgent(options);
  agents.delete(key);
  agents.set(key, agent);
  const oldest = agents.keys().next();
  if (agents.size > keepAgents && !oldest.done) {
    // close() lets requests that are under way finish.
    void agents.get(oldest.value)?.close();
    agents.delete(oldest.value);
  }
  return agent;
}

/** A new agent, for connections of its own: close it after use. */
export function openAgent({ networks, caCertificate }: ConnectOptions): Agent {
  const connect = buildConnector({
    timeout: 10_000,
    lookup: guardedLookup(networks),
    // Added to the usual roots, so that a service that later gets a public certificate goes on working.
    ...(caCertificate && {
      secureContext: createSecureContext({ ca: [...getCACertificates('default'), caCertificate] }),
    }),
  });
  return new Agent({
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
    connect: (target, done) => {
      // Node looks nothing up for an address, so the look-up below never sees one.
      const refused = refuseHost(target.hostname, networks);
      if (refused !== null) return done(new AddressRefused(`${target.hostname} ${refused}.`), null);
      return connect(target, done);
    },
  });
}

/** Resolves a name and gives only addresses that may be used, or fails with `AddressRefused`. */
export function guardedLookup(networks: Networks): LookupFunction {
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const allowed = addresses.filter(({ address }) => refuseAddress(address, networks) === null);
      const first = allowed[0];
      if (first === undefined) {
        const address = addresses[0]?.address ?? '';
        const reason = refuseAddress(address, networks) ?? 'has no address';
        return done(new AddressRefused(`${hostname} leads to ${address}, which ${reason}.`), '', 0);
      }
      if (options.all) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
}

/** Looks a URL's host up and fails with `AddressRefused` when it may not be used. A name that nobody knows passes. */
export function checkAddress(url: URL, networks: Networks): Promise<void> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const refused = refuseHost(hostname, networks);
  if (refused !== null) return Promise.reject(new AddressRefused(`${hostname} ${refused}.`));
  if (isIP(hostname) !== 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    guardedLookup(networks)(hostname, { all: true }, (error) => {
      if (error instanceof AddressRefused) reject(error);
      else resolve();
    });
  });
}
