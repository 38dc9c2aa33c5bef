import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../directory/viewer.ts';
import { principalOf } from '../http/authenticate.ts';

/** Whose eyes the directory is read with. */
export function viewerOf(request: FastifyRequest): Viewer {
  const { tenantId, person } = principalOf(request);
  return { tenantId, personId: person?.id ?? null };
}
