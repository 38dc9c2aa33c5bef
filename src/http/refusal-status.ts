import type { RefusalCode } from '../domain/errors.ts';

/** The one table from refusals to HTTP. */
export const refusalStatus = {
  'bad-request': 400,
  'invalid-input': 422,
  'not-signed-in': 401,
  'sign-in-refused': 401,
  'not-allowed': 403,
  'cross-site': 403,
  'not-found': 404,
  'contact-changed': 412,
  'run-in-progress': 409,
  'run-not-held': 409,
  'source-erasing': 409,
  'setup-done': 409,
  'setup-code-wrong': 403,
  'import-not-undoable': 409,
  'already-exists': 409,
  'too-large': 413,
  'unsupported-file': 415,
  'too-many-requests': 429,
  'database-unavailable': 503,
} as const satisfies Record<RefusalCode, number>;
