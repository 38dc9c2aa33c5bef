import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { envProxy } from './env-proxy.ts';
import { type Networks, refuseAddress, refuseHost } from './networks.ts';

/** An address that may not be used. `message` is plain, and safe to show. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

interface ConnectOptions {
  readonly networks: Networks;
  readonly caCertificate?: string | undefined;
  /**
   * Through the proxy that the environment names, if it names one. Only for addresses that nobody types: behind a proxy
   * the guard does not see where a connection leads.
   */
  readonly mayUseProxy?: boolean | undefined;
}

// Connections outlive one page: a TLS handshake a page would cost more than the page. A handful of sources is usual.
const keepAgents = 50;
const agents = new Map<string, Dispatcher>();

/** Keeps connections for these options. The guard sees every address that a connection is made to. */
export function agentFor(options: ConnectOptions): Dispatcher {
  const key = JSON.stringify([options.networks, options.caCertificate ?? '', proxyFor(options)]);
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
export function openAgent(options: ConnectOptions): Dispatcher {
  const { networks, caCertificate } = options;
  const proxy = proxyFor(options);
  const connect = buildConnector({
    timeout: 10_000,
    lookup: guardedLookup(networks),
    // Added to the usual roots, so that a service that later gets a public certificate goes on working.
    ...(caCertificate && {
      secureContext: createSecureContext({ ca: [...getCACertificates('default'), caCertificate] }),
    }),
  });
  const settings: Agent.Options = {
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
    connect: (target, done) => {
      // Node looks nothing up for an address, so the look-up below never sees one.
      const refused = refuseHost(target.hostname, networks);
      if (refused !== null) return done(new AddressRefused(`${target.hostname} ${refused}.`), null);
      return connect(target, done);
    },
  };
  return proxy ? new EnvHttpProxyAgent({ ...settings, ...proxy }) : new Agent(settings);
}

const proxyFor = ({ mayUseProxy }: ConnectOptions) => (mayUseProxy ? envProxy() : null);

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
