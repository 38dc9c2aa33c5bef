import { existsSync } from 'node:fs';
import path from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { readSecretFile } from './database/read-secret-file.ts';

// Every setting, read once from the environment, checked, frozen. The table in README.md lists them.

/** A setting is unknown or has a bad value: one line for stderr, exit code 2. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port number from 0 to 65535');
const portOrOff = z.union([z.literal('off').transform(() => null), port], {
  error: 'must be a port number from 0 to 65535, or off',
});
const rootUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol),
    'must be an http:// or https:// address',
  )
  .transform((text) => text.replace(/\/+$/, ''));
const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];
const cloudRoot = rootUrl.refine(
  (text) => new URL(text).protocol === 'https:' || loopbackHosts.includes(new URL(text).hostname),
  'must be https:// (http:// only for a loopback host)',
);
const networks = z.string().transform((text, context) => {
  if (text.trim().toLowerCase() === 'any') return 'any' as const;
  const list = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry) => (entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`));
  const bad = list.find((entry) => !ipaddr.isValidCIDR(entry));
  if (bad || list.length === 0)
    context.addIssue(
      `must be "any" or networks such as 10.0.0.0/8,192.168.0.0/16${bad ? ` (not ${bad})` : ''}`,
    );
  return list;
});

const settings = z.object({
  SWITCHBOOK_DATA_DIR: z.string().min(1).default('./data'),
  SWITCHBOOK_DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'must start with postgres://')
    .optional(),
  SWITCHBOOK_HOST: z.string().min(1).max(255).default('0.0.0.0'),
  SWITCHBOOK_PORT: port.default(8080),
  SWITCHBOOK_PUBLIC_URL: rootUrl.optional(),
  SWITCHBOOK_LDAP_PORT: portOrOff.default(1389),
  SWITCHBOOK_LDAPS_PORT: portOrOff.optional(),
  SWITCHBOOK_TLS_CERT: z.string().min(1).optional(),
  SWITCHBOOK_TLS_KEY: z.string().min(1).optional(),
  SWITCHBOOK_HTTPS_PORT: portOrOff.optional(),
  SWITCHBOOK_SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  SWITCHBOOK_ADMIN_EMAIL: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .max(320)
    .optional(),
  SWITCHBOOK_ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').max(200).optional(),
  SWITCHBOOK_DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be a country in two letters, such as US or BA')
    .transform((text) => text.toUpperCase())
    .default('US'),
  SWITCHBOOK_LOGIN_URL: cloudRoot.optional(),
  SWITCHBOOK_GRAPH_URL: cloudRoot.optional(),
  SWITCHBOOK_SOURCE_NETWORKS: networks.default('any'),
  SWITCHBOOK_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, silent',
    })
    .default('info'),
});

export interface Config {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** `null`: off. */
  readonly ldapPort: number | null;
  readonly ldapsPort: number | null;
  readonly httpsPort: number | null;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly secretKey: string | undefined;
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly defaultCountry: string;
  readonly loginUrl: string | undefined;
  readonly graphUrl: string | undefined;
  readonly sourceNetworks: 'any' | readonly string[];
  readonly logLevel: string;
}

/** Reads SWITCHBOOK_… settings. Ends with `BadSetting` at the first one that is unknown or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name.startsWith('SWITCHBOOK_') && value !== ''),
  );
  const unknown = Object.keys(given).find((name) => !(name in settings.shape));
  if (unknown) throw new BadSetting(`${unknown} is not a setting of Switchbook. README.md lists them.`);
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new BadSetting(`${String(issue?.path[0])}: ${issue?.message ?? 'cannot be used'}.`);
  }
  const value = parsed.data;
  if (!value.SWITCHBOOK_TLS_CERT !== !value.SWITCHBOOK_TLS_KEY)
    throw new BadSetting('SWITCHBOOK_TLS_CERT and SWITCHBOOK_TLS_KEY: set both or neither.');
  if (!value.SWITCHBOOK_ADMIN_EMAIL !== !value.SWITCHBOOK_ADMIN_PASSWORD)
    throw new BadSetting('SWITCHBOOK_ADMIN_EMAIL and SWITCHBOOK_ADMIN_PASSWORD: set both or neither.');
  const tls =
    value.SWITCHBOOK_TLS_CERT && value.SWITCHBOOK_TLS_KEY
      ? { certFile: value.SWITCHBOOK_TLS_CERT, keyFile: value.SWITCHBOOK_TLS_KEY }
      : undefined;
  for (const [name, file] of [
    ['SWITCHBOOK_TLS_CERT', tls?.certFile],
    ['SWITCHBOOK_TLS_KEY', tls?.keyFile],
  ] as const) {
    if (file && !existsSync(file)) throw new BadSetting(`${name}: there is no file ${file}.`);
  }
  for (const name of ['SWITCHBOOK_LDAPS_PORT', 'SWITCHBOOK_HTTPS_PORT'] as const) {
    if (typeof value[name] === 'number' && !tls)
      throw new BadSetting(`${name} needs a certificate: set SWITCHBOOK_TLS_CERT and SWITCHBOOK_TLS_KEY.`);
  }
  return Object.freeze({
    dataDir: path.resolve(value.SWITCHBOOK_DATA_DIR),
    databaseUrl: value.SWITCHBOOK_DATABASE_URL,
    host: value.SWITCHBOOK_HOST,
    port: value.SWITCHBOOK_PORT,
    publicUrl: value.SWITCHBOOK_PUBLIC_URL,
    ldapPort: value.SWITCHBOOK_LDAP_PORT,
    ldapsPort: value.SWITCHBOOK_LDAPS_PORT === undefined ? (tls ? 1636 : null) : value.SWITCHBOOK_LDAPS_PORT,
    httpsPort: value.SWITCHBOOK_HTTPS_PORT ?? null,
    tls,
    secretKey: value.SWITCHBOOK_SECRET_KEY,
    admin:
      value.SWITCHBOOK_ADMIN_EMAIL && value.SWITCHBOOK_ADMIN_PASSWORD
        ? { email: value.SWITCHBOOK_ADMIN_EMAIL, password: value.SWITCHBOOK_ADMIN_PASSWORD }
        : undefined,
    defaultCountry: value.SWITCHBOOK_DEFAULT_COUNTRY,
    loginUrl: value.SWITCHBOOK_LOGIN_URL,
    graphUrl: value.SWITCHBOOK_GRAPH_URL,
    sourceNetworks: value.SWITCHBOOK_SOURCE_NETWORKS,
    logLevel: value.SWITCHBOOK_LOG_LEVEL,
  });
}

/** The key that encrypts sources' credentials: as set, else made once in the data folder (mode 0600). */
export function readSecretKey(config: Config): string {
  if (config.secretKey) return config.secretKey;
  return readSecretFile(path.join(config.dataDir, 'secret.key'), { isNew: true });
}
