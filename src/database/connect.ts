import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Connection {
  readonly db: Db;
  /** The pool itself, for COPY and LISTEN. */
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens a pool. No query may run for more than a minute unless it says so itself (`set local statement_timeout`),
 * and none waits longer than ten seconds for a connection.
 */
export function connect(
  url: string,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Connection {
  // The pool listens to idle connections only; one that is lent out and breaks between two statements would end the
  // process. A second listener on each connection would do, but made caller lookup over HTTP a third slower (it seems that
  // lists of listeners for `error` spoil what V8 knows of every EventEmitter).
  class Client extends pg.Client {
    override emit(event: string | symbol, ...values: unknown[]): boolean {
      if (event !== 'error' || this.listenerCount('error') > 0)
        return super.emit(event as 'error', ...values);
      options.onError?.(values[0] as Error);
      return true;
    }
  }
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: options.max ?? 16,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 60_000,
    application_name: 'switchbook',
    keepAlive: true,
  });
  // A connection that breaks (the server was restarted) is replaced by the pool: no reason to fall over.
  pool.on('error', (error) => options.onError?.(error));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, url, close: () => db.destroy() };
}
