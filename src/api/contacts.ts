import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  contactCreate,
  contactDetail,
  contactList,
  contactListQuery,
  contactPatch,
  lookupQuery,
  lookupResult,
  useSourceBody,
} from '../contract/contact.ts';
import { createLocalContact } from '../directory/create-local-contact.ts';
import { deleteContact, deleteContacts } from '../directory/delete-contact.ts';
import { editContact } from '../directory/edit-contact.ts';
import { restorableContact, restoreContact, restoreContacts } from '../directory/restore-contact.ts';
import { getContact } from '../directory/search/get-contact.ts';
import { listContacts } from '../directory/search/list-contacts.ts';
import { lookupCaller } from '../directory/search/lookup-caller.ts';
import { tenantCountry } from '../directory/tenant-country.ts';
import { useSource } from '../directory/use-source.ts';
import { emptyContact } from '../domain/contact.ts';
import { DirectoryError } from '../domain/errors.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import { mayWrite } from './may-write.ts';
import type { ApiParts } from './parts.ts';
import { requireNumbers } from './require-numbers.ts';
import { viewerOf } from './viewer-of.ts';

export async function contactRoutes(app: App, { db, defaultCountry }: ApiParts): Promise<void> {
  const tags = ['contacts'];
  const everybody = { allow: 'everybody' } as const;
  // Whether this contact may be written is asked before the body is looked at.
  const mayWriteWhat =
    (find: typeof getContact | typeof restorableContact) => async (request: FastifyRequest) => {
      const { id } = request.params as { id: string };
      const parsed = idParams.safeParse({ id });
      if (!parsed.success) throw new DirectoryError('not-found', 'There is no such contact.');
      mayWrite(principalOf(request).role, await find(db, viewerOf(request), id));
    };
  const onRequest = mayWriteWhat(getContact);
  const several = z.strictObject({ ids: z.array(z.guid()).min(1).max(1000) });

  app.get(
    '/api/v1/contacts',
    {
      config: everybody,
      schema: {
        tags,
        summary: 'Find contacts: every word of `q` must be in name, e-mail, company; digits look at numbers',
        querystring: contactListQuery,
        response: { 200: contactList },
      },
    },
    async (request) => {
      const { hidden, ...query } = request.query;
      return listContacts(db, viewerOf(request), { ...query, hidden: hidden === 'true' });
    },
  );

  app.post(
    '/api/v1/contacts',
    {
      config: everybody,
      onRequest: async (request) => {
        // Only a personal contact is everybody's to make, and the body, which says so, is not read yet: whoever can
        // make none at all is refused here.
        const { role, person } = principalOf(request);
        if (role !== 'administrator' && person === null) throw new DirectoryError('not-allowed');
      },
      schema: { tags, summary: 'Add a local contact', body: contactCreate, response: { 201: contactDetail } },
    },
    async (request, reply) => {
      const { tenantId, role, person, actor } = principalOf(request);
      const { book, ...fields } = request.body;
      if (book === 'central' && role !== 'administrator')
        throw new DirectoryError('not-allowed', 'Only administrators add to the central book.');
      if (book === 'personal' && person === null)
        throw new DirectoryError('not-allowed', 'An API key has no personal book.');
      requireNumbers(fields.phones, await tenantCountry(db, tenantId));
      const id = await createLocalContact(db, tenantId, actor, {
        book,
        ownerId: book === 'personal' ? (person?.id ?? null) : null,
        fields: { ...emptyContact, ...fields },
      });
      return answer(request, reply.code(201), id);
    },
  );

  app.post(
    '/api/v1/contacts/delete',
    {
      config: everybody,
      schema: {
        tags,
        summary: 'Delete or hide several contacts at once, all or none',
        body: several,
        response: { 200: z.object({ deleted: z.number().int() }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { role, actor } = principalOf(request);
      if (role !== 'administrator')
        for (const id of request.body.ids) mayWrite(role, await getContact(db, viewer, id));
      return deleteContacts(db, viewer, actor, request.body.ids);
    },
  );

  app.post(
    '/api/v1/contacts/restore',
    {
      config: everybody,
      schema: {
        tags,
        summary: 'Bring several hidden or deleted contacts back at once',
        description: 'As `POST /contacts/{id}/restore` does. What cannot come back is passed over.',
        body: several,
        response: { 200: z.object({ restored: z.number().int() }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { role, actor } = principalOf(request);
      if (role !== 'administrator')
        for (const id of request.body.ids) mayWrite(role, await restorableContact(db, viewer, id));
      return restoreContacts(db, viewer, actor, request.body.ids);
    },
  );

  app.get(
    '/api/v1/contacts/:id',
    {
      config: everybody,
      schema: {
        tags,
        summary: 'One contact, with what was edited here',
        params: idParams,
        response: { 200: contactDetail },
      },
    },
    async (request, reply) => answer(request, reply, request.params.id),
  );

  app.patch(
    '/api/v1/contacts/:id',
    {
      config: everybody,
      onRequest,
      schema: {
        tags,
        summary: 'Change the fields given; null clears. In a synced contact they become overrides',
        description:
          'With `If-Match`, 412 when the contact changed since its ETag was read; `errors` says what of the fields given is otherwise now.',
        params: idParams,
        body: contactPatch,
        response: { 200: contactDetail },
      },
    },
    async (request, reply) => {
      const { actor, tenantId } = principalOf(request);
      const ifVersion = readIfMatch(request.headers['if-match']);
      if (request.body.phones) requireNumbers(request.body.phones, await tenantCountry(db, tenantId));
      await editContact(db, viewerOf(request), actor, request.params.id, request.body, { ifVersion });
      return answer(request, reply, request.params.id);
    },
  );

  app.delete(
    '/api/v1/contacts/:id',
    {
      config: everybody,
      onRequest,
      schema: {
        tags,
        summary: 'Hide a synced contact, delete a local one',
        description: 'At once, for everybody. Restore brings both back: a local one for 30 days.',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteContact(db, viewerOf(request), principalOf(request).actor, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/contacts/:id/restore',
    {
      config: everybody,
      onRequest: mayWriteWhat(restorableContact),
      schema: {
        tags,
        summary: 'Bring back a hidden contact as the source has it, a deleted local one as it was',
        description:
          'A local contact can be restored for 30 days after it was deleted, with its id, fields and activities; ' +
          'one of a personal book only by its owner.',
        params: idParams,
        response: { 200: contactDetail },
      },
    },
    async (request, reply) => {
      await restoreContact(db, viewerOf(request), principalOf(request).actor, request.params.id);
      return answer(request, reply, request.params.id);
    },
  );

  app.post(
    '/api/v1/contacts/:id/use-source',
    {
      config: everybody,
      onRequest,
      schema: {
        tags,
        summary: 'Drop overrides: these fields, or all, follow the source again',
        params: idParams,
        body: useSourceBody.nullish(),
        response: { 200: contactDetail },
      },
    },
    async (request, reply) => {
      await useSource(
        db,
        viewerOf(request),
        principalOf(request).actor,
        request.params.id,
        request.body?.fields,
      );
      return answer(request, reply, request.params.id);
    },
  );

  app.get(
    '/api/v1/lookup',
    {
      config: everybody,
      schema: {
        tags,
        summary: 'Whose number is this?',
        querystring: lookupQuery,
        response: { 200: lookupResult },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const country = await tenantCountry(db, viewer.tenantId, defaultCountry);
      return lookupCaller(db, viewer, request.query.number, { country });
    },
  );

  async function answer(request: FastifyRequest, reply: FastifyReply, id: string) {
    const contact = await getContact(db, viewerOf(request), id);
    reply.header('etag', `"${contact.version}"`);
    return contact;
  }
}

/** The version in an ETag of ours; `undefined` without one. `*` and what is not ours ask nothing and match nothing. */
function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  return version === undefined ? -1 : Number(version);
}
