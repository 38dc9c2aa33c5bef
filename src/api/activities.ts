import { z } from 'zod';
import {
  activity,
  activityCreate,
  activityList,
  activityPatch,
  activityQuery,
  callAccepted,
  callList,
  callQuery,
  callReport,
} from '../contract/activity.ts';
import { listActivities } from '../directory/activities/list-activities.ts';
import {
  addActivity,
  deleteActivity,
  editActivity,
  getActivity,
} from '../directory/activities/write-activity.ts';
import { listCalls } from '../directory/calls/list-calls.ts';
import { reportCall } from '../directory/calls/report-call.ts';
import { getContact } from '../directory/search/get-contact.ts';
import { tenantCountry } from '../directory/tenant-country.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';
import { viewerOf } from './viewer-of.ts';

/** What happens with contacts: timelines, and calls as the PBX reports them. */
export async function activityRoutes(app: App, { db, defaultCountry }: ApiParts): Promise<void> {
  const config = { allow: 'agents' } as const;
  const tags = ['activities'];

  app.get(
    '/api/v1/contacts/:id/activities',
    {
      config,
      schema: {
        tags,
        summary: 'A contact’s calls, notes and e-mails, newest first',
        params: idParams,
        querystring: activityQuery,
        response: { 200: activityList },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { id } = await getContact(db, viewer, request.params.id);
      return listActivities(db, viewer.tenantId, id, request.query);
    },
  );

  app.post(
    '/api/v1/contacts/:id/activities',
    {
      config,
      schema: {
        tags,
        summary: 'Add a note, call or e-mail',
        params: idParams,
        body: activityCreate,
        response: { 201: activity },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { id } = await getContact(db, viewer, request.params.id);
      const country = await tenantCountry(db, viewer.tenantId, defaultCountry);
      const { actor } = principalOf(request);
      return reply.code(201).send(await addActivity(db, viewer.tenantId, actor, id, request.body, country));
    },
  );

  app.patch(
    '/api/v1/activities/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change one’s own activity',
        params: idParams,
        body: activityPatch,
        response: { 200: activity },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      await getActivity(db, tenantId, request.params.id);
      return editActivity(db, tenantId, actor, request.params.id, request.body.text);
    },
  );

  app.delete(
    '/api/v1/activities/:id',
    {
      config,
      schema: { tags, summary: 'Delete one’s own activity', params: idParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      await getActivity(db, tenantId, request.params.id);
      await deleteActivity(db, tenantId, actor, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/calls',
    {
      config,
      schema: {
        tags: ['calls'],
        summary: 'The PBX reports a call; `ended` becomes an activity, once per callId',
        body: callReport,
        response: { 202: callAccepted },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      const country = await tenantCountry(db, tenantId, defaultCountry);
      return reply.code(202).send(await reportCall(db, tenantId, actor, request.body, country));
    },
  );

  app.get(
    '/api/v1/calls',
    {
      config,
      schema: {
        tags: ['calls'],
        summary: 'The calls of one’s own extension, newest first',
        querystring: callQuery,
        response: { 200: callList },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const extension = principalOf(request).person?.extension;
      if (!extension) return { items: [] };
      const country = await tenantCountry(db, viewer.tenantId, defaultCountry);
      const { open, limit } = request.query;
      return { items: await listCalls(db, viewer, { extension, open: open === 'true', limit, country }) };
    },
  );
}
