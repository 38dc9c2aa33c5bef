import { type Problem, problem } from '../contract/problem.ts';

// The one way to the server: every hook goes through here, and every failure leaves as an ApiProblem.

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** The HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** What is wrong with which field, for forms. Paths as the body has them: `settings.url`. */
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  /** A refused file: where all of `errors` and more can be downloaded. */
  readonly reportId: string | undefined;

  constructor(said: Problem, retryAfterSeconds: number | null = null) {
    super(said.detail || said.title);
    this.status = said.status;
    this.code = said.code;
    this.title = said.title;
    this.errors = said.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.reportId = said.reportId;
  }

  /** The same with its field errors under other paths. */
  withErrors(errors: readonly FieldError[]): ApiProblem {
    const { title, status, code, message } = this;
    return new ApiProblem({ type: 'about:blank', title, status, code, detail: message, errors: [...errors] });
  }
}

interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The ETag that the thing must still have. */
  readonly ifMatch?: string | null;
}

export interface Tagged<T> {
  readonly body: T;
  readonly etag: string | null;
}

export const api = {
  get: async <T>(path: string, options?: RequestOptions) =>
    (await send<T>('GET', path, undefined, options)).body,
  getTagged: <T>(path: string, options?: RequestOptions) => send<T>('GET', path, undefined, options),
  post: async <T>(path: string, body?: unknown) => (await send<T>('POST', path, body)).body,
  postTagged: <T>(path: string, body?: unknown) => send<T>('POST', path, body),
  patchTagged: <T>(path: string, body: unknown, options?: RequestOptions) =>
    send<T>('PATCH', path, body, options),
  patch: async <T>(path: string, body: unknown, options?: RequestOptions) =>
    (await send<T>('PATCH', path, body, options)).body,
  delete: async (path: string) => void (await send<undefined>('DELETE', path)),
};

type QueryValue = string | number | boolean | undefined;

/** A path with its query; what is undefined or empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '' && value !== false) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  { signal, ifMatch }: RequestOptions = {},
): Promise<Tagged<T>> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (ifMatch) headers.set('if-match', ifMatch);
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (signal) request.signal = signal;
  const response = await fetch(`/api/v1${path}`, request).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(noAnswer);
  });
  if (!response.ok) throw await readProblem(response);
  // The server is ours and its answers are tested against the contract, so they are not checked once more here.
  const answer = response.status === 204 ? undefined : await response.json();
  return { body: answer as T, etag: response.headers.get('etag') };
}

const noAnswer: Problem = {
  type: 'about:blank',
  title: 'No answer',
  status: 0,
  code: 'no-answer',
  detail:
    'Switchbook does not answer. Check your network connection; if it is fine, the server may be restarting.',
};

async function readProblem(response: Response): Promise<ApiProblem> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer: unknown = isJson ? await response.json().catch(() => null) : null;
  return problemOf(response.status, answer, response.headers.get('retry-after'));
}

/** A failed answer as a problem, also when a proxy gave it that knows no problem details. Status 0: no answer. */
export function problemOf(status: number, answer: unknown, retryAfter: string | null): ApiProblem {
  if (status === 0) return new ApiProblem(noAnswer);
  const waits = Number(retryAfter ?? '');
  const known = problem.partial().safeParse(answer).data ?? {};
  return new ApiProblem(
    {
      type: known.type ?? 'about:blank',
      title: known.title ?? 'Something went wrong',
      status,
      code: known.code ?? 'unknown',
      detail: known.detail ?? `The server answered ${status} without saying why. Try again in a moment.`,
      ...(known.errors ? { errors: known.errors } : {}),
      ...(known.reportId ? { reportId: known.reportId } : {}),
    },
    Number.isFinite(waits) && waits > 0 ? waits : null,
  );
}
