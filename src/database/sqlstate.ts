import pg from 'pg';

const stateOf = (error: unknown) => (error instanceof pg.DatabaseError ? error.code : undefined);

/** Constraint names tell which uniqueness was broken. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  stateOf(error) === '23505' &&
  (constraint === undefined || (error instanceof pg.DatabaseError && error.constraint === constraint));

export const isForeignKeyViolation = (error: unknown): boolean => stateOf(error) === '23503';

/** A text that is no UUID, and the like, where an id was expected. */
export const isMalformedValue = (error: unknown): boolean =>
  ['22P02', '22021', '22P05'].includes(stateOf(error) ?? '');

const connectionErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** The database is away, starting, stopping, full of connections, or out of disk. */
export function isDatabaseAway(error: unknown): boolean {
  const state = stateOf(error);
  if (state) return state.startsWith('08') || state.startsWith('57P') || state.startsWith('53');
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (
    (code !== undefined && connectionErrors.has(code)) ||
    /^(?:timeout exceeded when trying to connect|Connection terminated)/.test(error.message)
  );
}
