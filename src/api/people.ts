import { z } from 'zod';
import { addressBlock } from '../access/address-block.ts';
import { acceptInvitation, findInvitation, invite } from '../access/invitations.ts';
import { changePerson, changeProfile, deletePerson, getPerson, listPeople } from '../access/manage-people.ts';
import { createPerson } from '../access/people.ts';
import { openSession } from '../access/sessions.ts';
import {
  invitationAccept,
  invitationLink,
  invitationQuery,
  invitationState,
  person,
  personCreate,
  personCreated,
  personList,
  personPatch,
  personQuery,
  profilePatch,
} from '../contract/people.ts';
import { deletePersonalBook } from '../directory/delete-personal-book.ts';
import { readCursor, writeCursor } from '../domain/cursor.ts';
import { DirectoryError } from '../domain/errors.ts';
import { principalOf, sessionCookie } from '../http/authenticate.ts';
import { createGuessLimits } from '../http/guess-limits.ts';
import type { App } from '../http/server.ts';
import { setSessionCookie } from '../http/set-session-cookie.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';

const position = z.tuple([z.guid()]);

export async function peopleRoutes(app: App, { db, publicUrl, isSecure }: ApiParts): Promise<void> {
  const config = { allow: 'administrators' } as const;
  const tags = ['people'];
  const guesses = createGuessLimits();
  const link = ({ token, expiresAt }: { token: string; expiresAt: Date }) => ({
    url: `${publicUrl()}/invitation#${token}`,
    expiresAt: expiresAt.toISOString(),
  });

  app.get(
    '/api/v1/people',
    {
      config,
      schema: {
        tags,
        summary: 'Everybody of the tenant',
        querystring: personQuery,
        response: { 200: personList },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const people = await listPeople(db, principalOf(request).tenantId, {
        limit,
        ...(cursor === undefined ? {} : { after: readCursor(cursor, position)[0] }),
      });
      const items = people.slice(0, limit);
      const last = items.at(-1);
      return { items, ...(people.length > limit && last ? { nextCursor: writeCursor([last.id]) } : {}) };
    },
  );

  app.post(
    '/api/v1/people',
    {
      config,
      schema: {
        tags,
        summary: 'Add somebody; the link to set a password is shown once',
        body: personCreate,
        response: { 201: personCreated },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      const id = await createPerson(db, tenantId, actor, { ...request.body, password: null });
      const invitation = link(await invite(db, tenantId, actor, id));
      return reply.code(201).send({ ...(await getPerson(db, tenantId, id)), invitation });
    },
  );

  app.get(
    '/api/v1/people/:id',
    { config, schema: { tags, summary: 'One person', params: idParams, response: { 200: person } } },
    async (request) => getPerson(db, principalOf(request).tenantId, request.params.id),
  );

  app.patch(
    '/api/v1/people/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change name, role, extension, or disable',
        params: idParams,
        body: personPatch,
        response: { 200: person },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      await changePerson(db, tenantId, actor, request.params.id, request.body);
      return getPerson(db, tenantId, request.params.id);
    },
  );

  app.post(
    '/api/v1/people/:id/invite',
    {
      config,
      schema: {
        tags,
        summary: 'A new link to set a password, shown once',
        params: idParams,
        response: { 200: invitationLink },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const { id } = await getPerson(db, tenantId, request.params.id);
      return link(await invite(db, tenantId, actor, id));
    },
  );

  app.delete(
    '/api/v1/people/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Delete a person with their personal book',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      const { id } = request.params;
      await deletePerson(db, tenantId, actor, id, (trx) => deletePersonalBook(trx, tenantId, id));
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/v1/profile',
    {
      config: { allow: 'everybody' },
      schema: {
        tags,
        summary: 'Change one’s own name or password',
        body: profilePatch,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { tenantId, person: self, actor } = principalOf(request);
      if (!self) throw new DirectoryError('not-allowed', 'An API key has no profile.');
      const who = [self.id, request.ip] as const;
      if (request.body.newPassword !== undefined) guesses.check(...who);
      await changeProfile(db, tenantId, actor, self.id, request.body, {
        session: request.cookies[sessionCookie],
        asker: guesses.asker(...who),
        isRight: () => guesses.right(...who),
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/v1/invitation',
    {
      config: { allow: 'public' },
      schema: {
        tags,
        summary: 'Whom an invitation is for',
        querystring: invitationQuery,
        response: { 200: invitationState },
      },
    },
    async (request) => findInvitation(db, request.query.token, new Date()),
  );

  app.post(
    '/api/v1/invitation',
    {
      config: { allow: 'public' },
      schema: {
        tags,
        summary: 'Set a password by an invitation and sign in',
        body: invitationAccept,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { token, password } = request.body;
      const { tenantId, personId } = await acceptInvitation(db, token, {
        password,
        now: new Date(),
        asker: { lane: addressBlock(request.ip) },
      });
      const session = await openSession(db, tenantId, personId, new Date());
      return setSessionCookie(reply, session, isSecure(request)).code(204).send(null);
    },
  );
}
