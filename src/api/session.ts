import { z } from 'zod';
import { addressBlock } from '../access/address-block.ts';
import { createFirstAdministrator, isSetupNeeded } from '../access/people.ts';
import type { Principal } from '../access/principal.ts';
import { closeSession, emailKey, openSession, signIn } from '../access/sessions.ts';
import { session, setup, setupState, signIn as signInBody } from '../contract/session.ts';
import { DirectoryError } from '../domain/errors.ts';
import { principalOf, sessionCookie } from '../http/authenticate.ts';
import { createFailureLimit } from '../http/failure-limit.ts';
import { createGuessLimits } from '../http/guess-limits.ts';
import type { App } from '../http/server.ts';
import { setSessionCookie } from '../http/set-session-cookie.ts';
import type { ApiParts } from './parts.ts';

const setupGuessesAMinute = 10;

/** Signing in and out, and the first administrator. */
export async function sessionRoutes(app: App, { db, isSecure, setupCode }: ApiParts): Promise<void> {
  const guesses = createGuessLimits();
  const setupGuesses = createFailureLimit(setupGuessesAMinute);

  app.post(
    '/api/v1/session',
    {
      config: { allow: 'public' },
      schema: { tags: ['session'], summary: 'Sign in', body: signInBody, response: { 200: session } },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const who = [emailKey(email), request.ip] as const;
      guesses.check(...who);
      const { token, principal } = await signIn(db, {
        email,
        password,
        now: new Date(),
        asker: guesses.asker(...who),
      });
      guesses.right(...who);
      setSessionCookie(reply, token, isSecure(request));
      return present(principal);
    },
  );

  app.get(
    '/api/v1/session',
    {
      config: { allow: 'everybody' },
      schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: session } },
    },
    async (request) => present(principalOf(request)),
  );

  app.delete(
    '/api/v1/session',
    {
      config: { allow: 'public' },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const cookie = request.cookies[sessionCookie];
      if (cookie) await closeSession(db, cookie);
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null);
    },
  );

  app.get(
    '/api/v1/setup',
    {
      config: { allow: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Whether the first administrator is still missing',
        response: { 200: setupState },
      },
    },
    async () => ({ needed: await isSetupNeeded(db) }),
  );

  app.post(
    '/api/v1/setup',
    {
      config: { allow: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Create the first administrator and sign in',
        body: setup,
        response: { 201: session },
      },
    },
    async (request, reply) => {
      if (!(await isSetupNeeded(db))) throw new DirectoryError('setup-done');
      const address = addressBlock(request.ip);
      setupGuesses.check(address);
      if (!setupCode.matches(request.body.code)) {
        setupGuesses.fail(address);
        throw new DirectoryError('setup-code-wrong', undefined, {
          errors: [{ path: 'code', message: 'This is not the setup code that was printed at start.' }],
        });
      }
      const { tenantId, personId } = await createFirstAdministrator(db, request.body);
      const token = await openSession(db, tenantId, personId, new Date());
      setSessionCookie(reply, token, isSecure(request));
      const { name, email, tenant } = request.body;
      return reply.code(201).send({
        user: { id: personId, email, name, extension: null },
        role: 'administrator' as const,
        tenant: { id: tenantId, name: tenant || email.split('@')[1] || 'Main' },
      });
    },
  );
}

function present({ person, role, tenantId, tenantName, actor }: Principal) {
  return {
    user: {
      id: person?.id ?? actor.id ?? '',
      email: person?.email ?? '',
      name: person?.name ?? actor.name,
      extension: person?.extension ?? null,
    },
    role,
    tenant: { id: tenantId, name: tenantName },
  };
}
