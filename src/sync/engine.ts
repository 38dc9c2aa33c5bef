import type pg from 'pg';
import type { Secrets } from '../access/secrets.ts';
import type { Db } from '../database/connect.ts';
import type { Source, SourceIo } from '../sources/source.ts';

/** What every part of the engine works with. */
export interface Engine {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly io: EngineIo;
  /** This process, among those that share the database: a new one for each start. */
  readonly instanceId: string;
  readonly log: EngineLog;
  readonly sources: readonly Source<unknown>[];
}

/** The world, less what belongs to a single run: its signal, and waiting under it. */
export type EngineIo = Omit<SourceIo, 'signal' | 'sleep'>;

export interface EngineLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
