import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import type { Problem } from '../contract/problem.ts';
import { isDatabaseAway, isMalformedValue } from '../database/sqlstate.ts';
import { DirectoryError, type FieldError, refusals } from '../domain/errors.ts';
import { refusalStatus } from './refusal-status.ts';

// Every error leaves as RFC 9457 problem details. What is not an expected refusal is a bug: logged whole, told as 500.

export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = asRefusal(error, request);
    if (!refusal) {
      request.log.error({ err: error }, 'request failed');
      return sendProblem(reply, {
        status: 500,
        code: 'bug',
        detail: 'Something went wrong in Switchbook. Nothing was saved. The log has the details.',
      });
    }
    if (refusal.retryAfterSeconds !== undefined)
      reply.header('retry-after', Math.max(1, Math.ceil(refusal.retryAfterSeconds)));
    if (refusal.code === 'not-signed-in') reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, {
      status: refusalStatus[refusal.code],
      code: refusal.code,
      detail: refusal.message,
      errors: refusal.errors,
      reportId: refusal.reportId,
    });
  });
}

export function sendProblem(
  reply: FastifyReply,
  problem: {
    status: number;
    code: string;
    detail: string;
    errors?: readonly FieldError[] | undefined;
    reportId?: string | undefined;
  },
): FastifyReply {
  const body: Problem = {
    type: `urn:switchbook:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    ...(problem.errors ? { errors: [...problem.errors] } : {}),
    ...(problem.reportId ? { reportId: problem.reportId } : {}),
  };
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body);
}

function asRefusal(error: unknown, request: FastifyRequest): DirectoryError | null {
  if (error instanceof DirectoryError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  if (isResponseSerializationError(error)) return null;
  if (isDatabaseAway(error)) {
    request.log.warn({ err: error }, 'the database does not answer');
    return new DirectoryError('database-unavailable', refusals['database-unavailable'], {
      retryAfterSeconds: 2,
    });
  }
  if (isMalformedValue(error))
    return new DirectoryError('invalid-input', 'The text holds characters that cannot be kept (NUL).');
  const { statusCode, message } = error as FastifyError;
  if (statusCode === undefined || statusCode >= 500) return null;
  if (statusCode === 413) return new DirectoryError('too-large');
  if (statusCode === 415)
    return new DirectoryError(
      'unsupported-file',
      'This kind of body is not understood here. Send application/json.',
    );
  if (statusCode === 429) return new DirectoryError('too-many-requests');
  if (statusCode === 404) return new DirectoryError('not-found');
  return new DirectoryError('bad-request', `The request cannot be read: ${message}`);
}

function fromValidation(error: {
  validationContext?: string | undefined;
  validation: readonly { instancePath: string; message?: string | undefined }[];
}): DirectoryError {
  // An id that cannot be one is the id of nothing.
  if (error.validationContext === 'params') return new DirectoryError('not-found');
  const errors = error.validation.map((issue) => ({
    path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    message: issue.message ?? 'cannot be used',
  }));
  const [first] = errors;
  const detail = first ? `${first.path || 'The request'}: ${first.message}` : refusals['invalid-input'];
  return new DirectoryError('invalid-input', detail, { errors });
}
