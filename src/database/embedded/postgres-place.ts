import type { PostgresBinaries } from './binaries.ts';
import type { Account } from './postgres-account.ts';

/** All that is known of an embedded PostgreSQL before it runs. */
export interface PostgresPlace {
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  /** The database's files. */
  readonly folder: string;
  readonly password: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

export const postgresUser = 'switchbook';

export const urlOf = ({ password }: PostgresPlace, port: number) =>
  `postgres://${postgresUser}:${password}@127.0.0.1:${port}/postgres`;
