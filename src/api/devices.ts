import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readNetwork } from '../access/allowed-networks.ts';
import type { DeviceSettings, ListedDevice } from '../access/device.ts';
import {
  changeDevice,
  createDevice,
  getDevice,
  listDevices,
  revokeDevice,
  rotateDevice,
} from '../access/devices.ts';
import type { Principal } from '../access/principal.ts';
import {
  deviceCheck,
  deviceCheckBody,
  deviceCreate,
  deviceList,
  devicePatch,
  devicePreview,
  deviceSettings,
  deviceVendors,
  deviceWithCredentials,
  device as oneDevice,
  type Device as PresentedDevice,
  previewQuery,
} from '../contract/device.ts';
import { pageQuery } from '../contract/run.ts';
import { readCursor, writeCursor } from '../domain/cursor.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { DeviceId } from '../domain/ids.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';

const position = z.tuple([z.guid()]);

export async function deviceRoutes(app: App, { db, phones, publicUrl }: ApiParts): Promise<void> {
  const config = { allow: 'administrators' } as const;
  const tags = ['devices'];
  const deviceOf = (request: FastifyRequest & { params: { id: string } }) =>
    getDevice(db, principalOf(request).tenantId, request.params.id as DeviceId);

  app.get(
    '/api/v1/devices',
    {
      config,
      schema: { tags, summary: 'All devices', querystring: pageQuery, response: { 200: deviceList } },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const after = cursor === undefined ? undefined : (readCursor(cursor, position)[0] as DeviceId);
      const found = await listDevices(db, principalOf(request).tenantId, { limit: limit + 1, after });
      const items = found.slice(0, limit).map(presentDevice);
      const last = items.at(-1);
      return found.length > limit && last ? { items, nextCursor: writeCursor([last.id]) } : { items };
    },
  );

  app.get(
    '/api/v1/devices/vendors',
    {
      config,
      schema: {
        tags,
        summary: 'The phones, softphones and PBXs that there are settings for',
        response: { 200: deviceVendors },
      },
    },
    async () => ({ items: phones.vendors() }),
  );

  app.post(
    '/api/v1/devices',
    {
      config,
      schema: {
        tags,
        summary: 'Make a device; its token and LDAP password are shown once',
        body: deviceCreate,
        response: { 201: deviceWithCredentials },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      const { id, token, ldapPassword } = await createDevice(db, tenantId, actor, {
        ...checked(request.body),
        name: request.body.name,
      });
      const made = presentDevice(await getDevice(db, tenantId, id));
      return reply.code(201).send({ ...made, token, ldapPassword });
    },
  );

  app.get(
    '/api/v1/devices/:id',
    {
      config,
      schema: { tags, summary: 'One device', params: idParams, response: { 200: oneDevice } },
    },
    async (request) => presentDevice(await deviceOf(request)),
  );

  app.patch(
    '/api/v1/devices/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a device; its credentials stay',
        params: idParams,
        body: devicePatch,
        response: { 200: oneDevice },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const id = request.params.id as DeviceId;
      await changeDevice(db, tenantId, actor, id, checked(request.body));
      return presentDevice(await getDevice(db, tenantId, id));
    },
  );

  app.post(
    '/api/v1/devices/:id/rotate',
    {
      config,
      schema: {
        tags,
        summary: 'Give a device a new token and LDAP password; the old ones stop working at once',
        params: idParams,
        response: { 200: deviceWithCredentials },
      },
    },
    async (request) => {
      const { tenantId, actor } = principalOf(request);
      const { token, ldapPassword } = await rotateDevice(db, tenantId, actor, request.params.id as DeviceId);
      return { ...presentDevice(await deviceOf(request)), token, ldapPassword };
    },
  );

  app.delete(
    '/api/v1/devices/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Revoke a device: its token and password stop working at once, open LDAP connections close',
        params: idParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { tenantId, actor } = principalOf(request);
      await revokeDevice(db, tenantId, actor, request.params.id as DeviceId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/v1/devices/:id/settings',
    {
      config,
      schema: {
        tags,
        summary: 'Settings to paste into phones and PBXs, with {{token}} and {{ldapPassword}} to be put in',
        params: idParams,
        response: { 200: deviceSettings },
      },
    },
    async (request) => {
      const { ldapUsername } = await deviceOf(request);
      return { items: phones.settings(ldapUsername, originFor(request, publicUrl())) };
    },
  );

  app.get(
    '/api/v1/devices/:id/preview',
    {
      config,
      schema: {
        tags,
        summary: 'Exactly what the device gets, with what is not in it and why',
        params: idParams,
        querystring: previewQuery,
        response: { 200: devicePreview },
      },
    },
    async (request) =>
      phones.preview(await deviceOf(request), originFor(request, publicUrl()), {
        ...request.query,
        ...without(principalOf(request)),
      }),
  );

  app.post(
    '/api/v1/devices/:id/check',
    {
      config,
      schema: {
        tags,
        summary: 'Try the ways in, show the served certificates, and search with the device’s eyes',
        params: idParams,
        body: deviceCheckBody,
        response: { 200: deviceCheck },
      },
    },
    async (request) =>
      phones.check(await deviceOf(request), originFor(request, publicUrl()), {
        q: request.body.q,
        ...without(principalOf(request)),
      }),
  );
}

/** A preview is no way into somebody else's personal book. */
const without = ({ person }: Principal) => ({ seenBy: person?.id ?? null });

/** Networks as they are stored; refuses what is none. */
function checked(changes: z.infer<typeof devicePatch>): Partial<DeviceSettings> {
  const { allowedNetworks, ...rest } = changes;
  const settings = rest as Partial<DeviceSettings>;
  if (!allowedNetworks) return settings;
  const networks = allowedNetworks.map(readNetwork);
  const bad = networks.indexOf(null);
  if (bad >= 0) {
    const message = 'Enter an address or a network such as 10.0.0.0/8.';
    throw new DirectoryError('invalid-input', message, {
      errors: [{ path: `allowedNetworks.${bad}`, message }],
    });
  }
  return { ...settings, allowedNetworks: networks.filter((network) => network !== null) };
}

/**
 * Where phones reach us: what was configured; else, because nobody knows better, as the administrator's browser did.
 */
function originFor(request: FastifyRequest, publicUrl: string): string {
  const { hostname, origin } = new URL(publicUrl);
  if (hostname !== 'localhost') return publicUrl;
  const reached = `${request.protocol}://${request.host}`;
  return URL.canParse(reached) ? new URL(reached).origin : origin;
}

function presentDevice({ tenantId: _, ...device }: ListedDevice): PresentedDevice {
  return {
    ...device,
    allowedNetworks: [...device.allowedNetworks],
    createdAt: device.createdAt.toISOString(),
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
  };
}
