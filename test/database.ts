import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Connection, connect } from '../src/database/connect.ts';

// A real PostgreSQL: one server a run (test/global-setup.ts), one database a test file, cloned from a migrated template.

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

export const templateName = 'switchbook_template';

/** Makes a fresh, migrated database and opens it. Call `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<Connection & { drop(): Promise<void> }> {
  const server = inject('databaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${templateName}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connection = connect(url.href, { max: 8 });
  return {
    ...connection,
    drop: async () => {
      await connection.close();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
