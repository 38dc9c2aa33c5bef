export interface LdapLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly requestBytes: number;
  /** Phones keep a connection open between two key presses and between two calls. */
  readonly idleMs: number;
  /** Without a device: phones bind with their first request. */
  readonly unboundMs: number;
  /** For the rest of a request that has begun, for a TLS handshake, and for a client to take what it asked for. */
  readonly stalledMs: number;
  /** Requests of one connection that wait for their turn; the rest stays with the sender until some are answered. */
  readonly waiting: number;
  readonly entries: number;
  readonly wrongBinds: number;
  readonly wrongBindsWithinMs: number;
}

export const defaultLimits: LdapLimits = {
  connections: 4_000,
  connectionsPerAddress: 1_000,
  requestBytes: 65_536,
  idleMs: 15 * 60_000,
  unboundMs: 30_000,
  stalledMs: 30_000,
  waiting: 256,
  entries: 1_000,
  wrongBinds: 10,
  wrongBindsWithinMs: 60_000,
};
