import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../open-database.ts';

export interface Command {
  readonly name: string;
  readonly usage: string;
  /** The exit code; nothing: 0. */
  run(args: readonly string[]): Promise<number | undefined>;
}

/** The command was typed wrong: exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** Reads `--name value` options and `count` words. Ends with `WrongUsage`. */
export function readArguments<const N extends string>(
  args: readonly string[],
  { options, words }: { options: readonly N[]; words: number },
): { options: Partial<Record<N, string>>; words: string[] } {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
    });
    if (parsed.positionals.length !== words)
      throw new WrongUsage(
        words === 0 ? 'There is a word too many.' : 'A word is missing, or there is one too many.',
      );
    return { options: parsed.values as Partial<Record<N, string>>, words: parsed.positionals };
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

export function required(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new WrongUsage(`--${name} is missing.`);
  return value.trim();
}

export function roleOf(text: string): 'administrator' | 'agent' | 'user' {
  if (text === 'administrator' || text === 'agent' || text === 'user') return text;
  throw new WrongUsage(`--role must be administrator, agent or user, not "${text}".`);
}

/** Opens the database for one command, beside a running server or alone, and closes it again. */
export async function withDatabase<T>(
  work: (database: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const database = await openDatabase(config, { as: 'command' });
  try {
    return await work(database, config);
  } finally {
    await database.shutDown();
  }
}
