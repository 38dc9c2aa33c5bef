import { DirectoryError } from '../domain/errors.ts';

/** What a body that cannot be received to its end is told as; errors that know better are left as they are. */
export function brokenUpload(cause: unknown): unknown {
  if (cause instanceof DirectoryError || (cause instanceof Error && 'statusCode' in cause)) return cause;
  return new DirectoryError(
    'bad-request',
    'The file did not come to its end: the upload broke off, or its multipart form is not whole. Send it again. Nothing was changed.',
    { cause },
  );
}
