import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findApiKey } from '../access/api-keys.ts';
import type { Principal, Role } from '../access/principal.ts';
import { findSession } from '../access/sessions.ts';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';

/** Who may call a route. Every route of the API states it (checked when the route is made). */
export type Allow = 'public' | 'everybody' | 'agents' | 'administrators';

declare module 'fastify' {
  interface FastifyContextConfig {
    allow?: Allow;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

export const sessionCookie = 'switchbook_session';

const allowed: Record<Exclude<Allow, 'public'>, readonly Role[]> = {
  everybody: ['administrator', 'agent', 'user'],
  agents: ['administrator', 'agent'],
  administrators: ['administrator'],
};

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Decides before the body is read: who asks, whether this site's own pages ask, and whether the role may. */
export function installAuthentication(
  app: FastifyInstance,
  { db, publicOrigin, now }: { db: Db; publicOrigin: () => string | null; now: () => Date },
): void {
  app.decorateRequest('principal', null);
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/v1') && !route.config?.allow)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it (config.allow)`);
  });
  app.addHook('onRequest', async (request) => {
    const allow = request.routeOptions.config.allow;
    if (allow === undefined) return;
    const bearer = request.headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
    const cookie = request.cookies[sessionCookie];
    if (bearer !== undefined) request.principal = await findApiKey(db, bearer, now());
    else if (cookie !== undefined) request.principal = await findSession(db, cookie, now());
    const crossable = bearer !== undefined || safeMethods.has(request.method);
    const carries = cookie !== undefined || request.headers.origin !== undefined;
    if (!crossable && carries && !isSameOrigin(request, publicOrigin()))
      throw new DirectoryError('cross-site');
    if (allow === 'public') return;
    if (!request.principal) throw new DirectoryError('not-signed-in');
    if (!allowed[allow].includes(request.principal.role)) throw new DirectoryError('not-allowed');
  });
}

function isSameOrigin(request: FastifyRequest, publicOrigin: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === publicOrigin || new URL(origin).host === host;
}

/** The caller of a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new DirectoryError('not-signed-in');
  return request.principal;
}
