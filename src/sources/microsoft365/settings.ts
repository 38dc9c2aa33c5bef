import { z } from 'zod';
import { type Cloud, cloudNames } from './clouds.ts';

// What an administrator enters. A field that was emptied counts as not given, so that a certificate or an old secret can
// be taken away again.

const notATenant = new Set(['common', 'organizations', 'consumers']);
const longestRule = 200;
const mostRules = 200;

const emptied = (value: unknown): unknown =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;

const required = (what: string) =>
  z
    .string(`Enter the ${what}.`)
    .trim()
    .min(1, `Enter the ${what}.`)
    .max(200, `The ${what} is at most 200 characters long.`)
    .regex(/^[\x21-\x7e]*$/, `The ${what} holds a character that it cannot hold, such as a space.`);

const tenantId = required('Tenant ID')
  .regex(
    /^[A-Za-z0-9.-]*$/,
    'The Tenant ID is the "Directory (tenant) ID" of the Azure portal, or a domain of the company such as example.com.',
  )
  .refine((value) => !notATenant.has(value.toLowerCase()) && !/^\.+$/.test(value), {
    message: 'Enter the ID of one tenant: "common", "organizations" and "consumers" are not one.',
  });

const secretText = (what: string, longest: number) =>
  z.preprocess(emptied, z.string().trim().max(longest, `The ${what} is too long to be one.`).optional());

const rules = z
  .array(z.string().trim().max(longestRule, `A rule is at most ${longestRule} characters long.`))
  .max(mostRules, `At most ${mostRules} rules.`)
  .transform((list) => list.filter((rule) => rule !== ''))
  .default([]);

const exclude = z
  .strictObject({ domains: rules, companies: rules, departments: rules, names: rules })
  .prefault({});

export const microsoft365Settings = z
  .strictObject({
    clientId: required('Client ID'),
    tenantId,
    clientSecret: secretText('Client Secret', 2000),
    certificate: secretText('certificate', 20_000),
    certificateKey: secretText('private key', 20_000),
    cloud: z.preprocess(
      emptied,
      z.enum(cloudNames as readonly [Cloud, ...Cloud[]], 'Choose one of the clouds.').default('global'),
    ),
    includeUsers: z.preprocess(emptied, z.boolean().default(false)),
    exclude: z.preprocess(emptied, exclude),
  })
  .superRefine((settings, context) => {
    const { clientSecret, certificate, certificateKey } = settings;
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (certificate !== undefined && certificateKey === undefined) {
      missing('certificateKey', 'Enter the private key that belongs to the certificate.');
    } else if (certificate === undefined && clientSecret === undefined) {
      missing('clientSecret', 'Enter the Client Secret: the Value of it, not the Secret ID.');
    }
  });

export type Microsoft365Settings = z.output<typeof microsoft365Settings>;
export type Exclusions = Microsoft365Settings['exclude'];
