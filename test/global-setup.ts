import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/database/connect.ts';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';

const templateName = 'switchbook_template';

/** Starts one PostgreSQL for the whole run and migrates the template that every test file's database is cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-test-'));
  // When the tests run as root, PostgreSQL runs as another account and must get in.
  chmodSync(folder, 0o755);
  const server = await openEmbeddedPostgres(folder);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${templateName}`);
  // Tests may lose everything in a power cut.
  await client.query('alter system set fsync = off');
  await client.query('alter system set synchronous_commit = off');
  await client.query('select pg_reload_conf()');
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${templateName}`;
  const template = connect(url.href, { max: 2 });
  await migrate(template.pool);
  await template.close();
  project.provide('databaseUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
