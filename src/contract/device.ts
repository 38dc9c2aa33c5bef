import { z } from 'zod';
import { nameOrder } from './name-order.ts';

export const numberFormat = z
  .enum(['given', 'e164', 'national'])
  .describe('Numbers as typed, as +49…, or as one dials them inside the country');

const fields = {
  name: z.string().trim().min(1, 'Give the device a name.').max(100),
  vendor: z.string().max(50).nullable().describe('Whose settings to show first: one of GET /devices/vendors'),
  ownerId: z.string().max(100).nullable().describe('The person whose personal book the device also sees'),
  numberFormat,
  nationalPrefix: z
    .string()
    .trim()
    .regex(/^[0-9*#]{0,5}$/, 'At most five of the digits 0–9, * and #.')
    .describe('Dialled before an outside number, with numberFormat national'),
  nameOrder: nameOrder.nullable().describe('How names are written; null: as the company has it'),
  maxEntries: z
    .number()
    .int('Whole numbers only.')
    .min(1, 'At least 1.')
    .max(1_000_000)
    .nullable()
    .describe('The most contacts that one document holds'),
  allowedNetworks: z
    .array(z.string().max(60))
    .max(50)
    .describe('Addresses or CIDRs that it may come from; empty: anywhere'),
};

export const deviceCreate = z.strictObject({
  name: fields.name,
  vendor: fields.vendor.default(null),
  ownerId: fields.ownerId.default(null),
  numberFormat: fields.numberFormat.default('given'),
  nationalPrefix: fields.nationalPrefix.default(''),
  nameOrder: fields.nameOrder.default(null),
  maxEntries: fields.maxEntries.default(null),
  allowedNetworks: fields.allowedNetworks.default([]),
});

export const devicePatch = z.strictObject(fields).partial();

export const device = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string().nullable(),
  ownerId: z.string().nullable(),
  ldapUsername: z.string(),
  numberFormat,
  nationalPrefix: z.string(),
  nameOrder: nameOrder.nullable(),
  maxEntries: z.number().int().nullable(),
  allowedNetworks: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  lastSeenFrom: z.string().nullable().describe('The address it last came from'),
  lastSeenWith: z.string().nullable().describe('What it said it is'),
});
export type Device = z.infer<typeof device>;

export const deviceList = z.object({ items: z.array(device), nextCursor: z.string().optional() });

/** Answer to creation and rotation: the only time that the token and the password are shown. */
export const deviceWithCredentials = device.extend({ token: z.string(), ldapPassword: z.string() });
export type DeviceWithCredentials = z.infer<typeof deviceWithCredentials>;

/**
 * Settings to paste into a phone or PBX. In the texts `{{token}}` and `{{ldapPassword}}` stand for the credentials,
 * which nobody knows any more after creation: the page that has just created the device puts them in.
 */
export const vendorSettings = z.object({
  vendor: z.string(),
  title: z.string(),
  hint: z.string().describe('Where in the phone this goes, and what to mind'),
  snippets: z.array(
    z.object({
      title: z.string(),
      language: z.enum(['url', 'ini', 'xml', 'text']),
      text: z.string(),
    }),
  ),
  documents: z.array(
    z.object({
      name: z.string().describe('For GET /devices/:id/preview?document='),
      title: z.string(),
      searchable: z.boolean().describe('Whether `q` means something to it'),
    }),
  ),
});
export type VendorSettings = z.infer<typeof vendorSettings>;
export const deviceVendors = z.object({
  items: z.array(z.object({ vendor: z.string(), title: z.string() })),
});
export const deviceSettings = z.object({ items: z.array(vendorSettings) });

export const previewQuery = z.strictObject({
  document: z.string().min(1).max(100).describe('As in the settings: `yealink.xml`, `cisco/list`, `lookup`'),
  q: z.string().max(200).optional(),
});

/** Exactly what the device gets. */
export const devicePreview = z.object({
  status: z.number().int(),
  contentType: z.string(),
  body: z.string().describe('The first 200,000 characters'),
  bodyComplete: z.boolean(),
  contacts: z.number().int().describe('Contacts in the document'),
  cut: z.array(
    z.object({ count: z.number().int(), reason: z.string().describe('What is not in it, and why') }),
  ),
});
export type DevicePreview = z.infer<typeof devicePreview>;

/** `POST /devices/:id/check {q?}`. */
export const deviceCheckBody = z.strictObject({ q: z.string().max(200).default('') });
export const deviceCheck = z.object({
  checks: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean().nullable().describe('null: does not apply, e.g. no certificate is set'),
      message: z.string().describe('What was found and, when something is wrong, what to do'),
    }),
  ),
  certificates: z
    .array(
      z.object({
        subject: z.string(),
        issuer: z.string(),
        names: z.array(z.string()),
        validFrom: z.iso.datetime(),
        validTo: z.iso.datetime(),
        fingerprint: z.string().describe('SHA-256'),
      }),
    )
    .describe('The served chain, the server’s own first'),
  search: z.object({
    total: z.number().int(),
    contacts: z.array(z.object({ displayName: z.string(), number: z.string() })).max(3),
  }),
});
export type DeviceCheck = z.infer<typeof deviceCheck>;
