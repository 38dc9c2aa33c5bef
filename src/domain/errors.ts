/**
 * Expected refusals: a registry, so that every edge (HTTP, LDAP, command line) can map each of them and a test can
 * prove the maps complete. Anything else that is thrown is a bug.
 */
export const refusals = {
  'bad-request': 'The request cannot be read.',
  'invalid-input': 'Some of what was sent cannot be used.',
  'not-signed-in': 'Sign in, or send an API key.',
  'sign-in-refused': 'The e-mail address or the password is not right.',
  'not-allowed': 'Your role does not allow this.',
  'cross-site': 'The request came from another site.',
  'not-found': 'There is no such thing here.',
  'contact-changed': 'Somebody changed this contact since you read it.',
  'run-in-progress': 'A synchronisation of this source is under way.',
  'run-not-held': 'This run is not waiting for a decision.',
  'source-erasing': 'This source is being erased.',
  'setup-done': 'The first administrator exists already.',
  'setup-code-wrong': 'The setup code is not right.',
  'import-not-undoable': 'This import cannot be undone.',
  'already-exists': 'There is one of that name already.',
  'too-large': 'That is more than is accepted.',
  'unsupported-file': 'This kind of file cannot be read.',
  'too-many-requests': 'Too many requests. Try again later.',
  'database-unavailable': 'The database does not answer. Try again in a moment.',
} as const;

export type RefusalCode = keyof typeof refusals;

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** An expected refusal. `detail` says what happened, to what, and what to do. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly code: RefusalCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Where all reasons are kept, when `errors` has the first only. */
  readonly reportId: string | undefined;

  constructor(
    code: RefusalCode,
    detail: string = refusals[code],
    options: {
      errors?: readonly FieldError[];
      retryAfterSeconds?: number;
      reportId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.reportId = options.reportId;
  }
}
