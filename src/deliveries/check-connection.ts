import { Client } from 'ldapts';
import type { Device } from '../access/device.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import { phoneEntry } from './entries.ts';
import { viewerOf } from './render-document.ts';
import { type ServedCertificate, servedAfterStartTls, servedCertificates } from './served-certificates.ts';

export interface Check {
  readonly name: string;
  /** Null: does not apply here. */
  readonly ok: boolean | null;
  readonly message: string;
}

export interface ConnectionReport {
  readonly checks: Check[];
  readonly certificates: ServedCertificate[];
  readonly search: {
    readonly total: number;
    readonly contacts: { readonly displayName: string; readonly number: string }[];
  };
}

export interface CheckedDoors {
  /** Where phones reach us, as their settings say. */
  readonly origin: string;
  /** Where the listeners are, seen from this machine. */
  readonly localHost: string;
  readonly ldapPort: number | null;
  readonly ldapsPort: number | null;
  readonly httpsPort: number | null;
  readonly hasCertificate: boolean;
  readonly now: () => Date;
}

const waitMs = 3_000;

/** Tries the doors that a device uses and searches the directory with its eyes. */
export async function checkConnection(
  directory: PhoneDirectory,
  device: Device,
  q: string,
  doors: CheckedDoors,
): Promise<ConnectionReport> {
  const certificates = await readCertificates(doors);
  const viewer = viewerOf(device);
  const [http, ldap, found, country] = await Promise.all([
    checkHttp(doors),
    checkLdap(doors),
    directory.search(viewer, { q, offset: 0, limit: 200 }),
    directory.country(viewer),
  ]);
  const entries = found.contacts.flatMap((contact) => phoneEntry(contact, device, country) ?? []);
  return {
    checks: [http, ldap, checkCertificate(certificates, doors), checkSearch(q, found.total, entries.length)],
    certificates,
    search: {
      total: found.total,
      contacts: entries.slice(0, 3).map(({ contact, numbers }) => ({
        displayName: contact.displayName,
        number: numbers[0]?.dial ?? '',
      })),
    },
  };
}

async function checkHttp({ origin }: CheckedDoors): Promise<Check> {
  const name = 'Address of the documents';
  try {
    const response = await fetch(`${origin}/healthz`, {
      signal: AbortSignal.timeout(waitMs),
      redirect: 'manual',
    });
    await response.body?.cancel();
    if (response.ok)
      return { name, ok: true, message: `${origin} answers. Phones must reach the same address.` };
    const message = `${origin} answers with ${response.status}: something else listens there, or a proxy in between. Check SWITCHBOOK_PUBLIC_URL.`;
    return { name, ok: false, message };
  } catch {
    const message = `${origin} cannot be reached from this server. When phones reach it, all is well; otherwise set SWITCHBOOK_PUBLIC_URL to the address that they use.`;
    return { name, ok: false, message };
  }
}

async function checkLdap({ localHost, ldapPort, ldapsPort }: CheckedDoors): Promise<Check> {
  const name = 'LDAP';
  const port = ldapPort ?? ldapsPort;
  if (port === null) return { name, ok: null, message: 'LDAP is off (SWITCHBOOK_LDAP_PORT).' };
  const client = new Client({
    url: `${ldapPort === null ? 'ldaps' : 'ldap'}://${localHost}:${port}`,
    timeout: waitMs,
    connectTimeout: waitMs,
    ...(ldapPort === null ? { tlsOptions: { rejectUnauthorized: false } } : {}),
  });
  try {
    // The root entry is readable without a bind; the device's password is not known here.
    const { searchEntries } = await client.search('', { scope: 'base', filter: '(objectClass=*)' });
    const ok = searchEntries.length === 1;
    return {
      name,
      ok,
      message: ok
        ? `LDAP answers on ${[ldapPort, ldapsPort].filter((one) => one !== null).join(' and ')}. A firewall must let phones through.`
        : `Port ${port} answers, but not as Switchbook’s LDAP: something else listens there.`,
    };
  } catch {
    return {
      name,
      ok: false,
      message: `LDAP does not answer on port ${port}. Look into the log of the server.`,
    };
  } finally {
    await client.unbind().catch(() => {});
  }
}

async function readCertificates(doors: CheckedDoors): Promise<ServedCertificate[]> {
  const { localHost, ldapPort, ldapsPort, httpsPort, hasCertificate } = doors;
  const port = ldapsPort ?? httpsPort;
  try {
    if (port !== null) return await servedCertificates(localHost, port);
    if (hasCertificate && ldapPort !== null) return await servedAfterStartTls(localHost, ldapPort);
  } catch {
    // The check of the certificate says that none came.
  }
  return [];
}

function checkCertificate(chain: readonly ServedCertificate[], doors: CheckedDoors): Check {
  const name = 'Certificate';
  const [own] = chain;
  if (!doors.hasCertificate) {
    return {
      name,
      ok: null,
      message:
        'No certificate is set: names and passwords cross the network in clear. Set SWITCHBOOK_TLS_CERT and SWITCHBOOK_TLS_KEY for LDAPS.',
    };
  }
  if (!own)
    return {
      name,
      ok: false,
      message: 'A certificate is set, but none was served. Look into the log of the server.',
    };
  const now = doors.now().toISOString();
  if (own.validTo < now)
    return { name, ok: false, message: `The certificate ended on ${day(own.validTo)}. Renew it.` };
  if (own.validFrom > now)
    return {
      name,
      ok: false,
      message: `The certificate is valid from ${day(own.validFrom)} only. Check the clock.`,
    };
  const host = new URL(doors.origin).hostname.replace(/^\[|\]$/g, '');
  if (!isNamed(own.names, host)) {
    return {
      name,
      ok: false,
      message: `The certificate is for ${own.names.join(', ') || own.subject}, not for ${host}, which the settings name. Phones that check it will refuse.`,
    };
  }
  const last = chain.at(-1);
  const alone = chain.length === 1 && last?.subject !== last?.issuer;
  return {
    name,
    ok: true,
    message: alone
      ? `Valid until ${day(own.validTo)}. Only the server’s own certificate is served: if phones refuse it, add those of its issuer to the file.`
      : `Valid until ${day(own.validTo)}. Phones must trust ${last?.issuer ?? own.issuer}.`,
  };
}

const isNamed = (names: readonly string[], host: string): boolean =>
  names.some(
    (name) =>
      name.toLowerCase() === host.toLowerCase() ||
      (name.startsWith('*.') && host.toLowerCase().replace(/^[^.]+/, '*') === name.toLowerCase()),
  );

function checkSearch(q: string, total: number, withNumber: number): Check {
  const name = 'Search';
  if (withNumber > 0)
    return {
      name,
      ok: true,
      message: `The device finds ${total.toLocaleString('en-US')} ${total === 1 ? 'contact' : 'contacts'}.`,
    };
  if (total > 0) {
    return {
      name,
      ok: false,
      message: 'The contacts found have no number that a phone can dial, so the device shows none.',
    };
  }
  return {
    name,
    ok: q !== '',
    message:
      q === ''
        ? 'The directory is empty: add contacts or a source first.'
        : 'Nobody is found. Try a part of a name or number that the Contacts page finds.',
  };
}

const day = (iso: string) => iso.slice(0, 10);
