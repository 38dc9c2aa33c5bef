import type { Device } from '../access/device.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import type { PersonId } from '../domain/ids.ts';
import { type CheckedDoors, type ConnectionReport, checkConnection } from './check-connection.ts';
import { formats } from './documents.ts';
import { deviceSeenBy, type Preview, previewDocument } from './preview.ts';
import { type Doors, type Snippet, tokenPlace } from './provisioning/doors.ts';
import { provisionings } from './provisioning/index.ts';

// What the Phones page shows, for the API, which may not know how phones are served.

export interface PhoneToolsParts extends Omit<CheckedDoors, 'origin' | 'ldapPort' | 'ldapsPort'> {
  readonly directory: PhoneDirectory;
  readonly ldap: () => { readonly port: number | null; readonly tlsPort: number | null };
}

export interface SettingsOfVendor {
  readonly vendor: string;
  readonly title: string;
  readonly hint: string;
  readonly snippets: Snippet[];
  readonly documents: { readonly name: string; readonly title: string; readonly searchable: boolean }[];
}

/** Who looks at a preview: the owner's personal book is shown to the owner only. */
interface SeenBy {
  readonly seenBy: PersonId | null;
}

export interface PhoneTools {
  vendors(): { readonly vendor: string; readonly title: string }[];
  /** @param origin `http://host:port`, as phones reach this server */
  settings(ldapUsername: string, origin: string): SettingsOfVendor[];
  preview(
    device: Device,
    origin: string,
    request: { readonly document: string; readonly q?: string | undefined } & SeenBy,
  ): Promise<Preview>;
  check(device: Device, origin: string, request: { readonly q: string } & SeenBy): Promise<ConnectionReport>;
}

export function createPhoneTools(parts: PhoneToolsParts): PhoneTools {
  const { directory, ldap } = parts;
  const baseAt = (origin: string) => `${origin}/p/${tokenPlace}`;
  return {
    vendors: () => provisionings.map(({ vendor, title }) => ({ vendor, title })),
    settings: (ldapUsername, origin) => {
      const { port, tlsPort } = ldap();
      const doors: Doors = {
        base: baseAt(origin),
        host: new URL(origin).hostname,
        // Who sets a certificate wants passwords not to cross the network in clear.
        ldap:
          tlsPort !== null
            ? { port: tlsPort, secure: true, plainPort: port }
            : port !== null
              ? { port, secure: false, plainPort: port }
              : null,
        ldapUsername,
      };
      return provisionings.map(({ vendor, title, hint, snippets }) => ({
        vendor,
        title,
        hint,
        snippets: snippets(doors).filter((snippet) => snippet !== null),
        documents: documentsOf(vendor),
      }));
    },
    preview: (device, origin, request) =>
      previewDocument(directory, device, { ...request, base: baseAt(origin) }),
    check: (device, origin, { q, seenBy }) => {
      const { port, tlsPort } = ldap();
      return checkConnection(directory, deviceSeenBy(device, seenBy), q, {
        ...parts,
        origin,
        ldapPort: port,
        ldapsPort: tlsPort,
      });
    },
  };
}

function documentsOf(vendor: string): SettingsOfVendor['documents'] {
  const format = formats.find((one) => one.vendor === vendor);
  if (format) {
    return format.documents.map((document) => ({
      name: document.path,
      title: document.title,
      searchable: document.kind === 'page' || (document.kind === 'book' && document.searchable),
    }));
  }
  if (vendor === 'linphone' || vendor === 'ldap') return [];
  const lookup = { name: 'lookup', title: 'Caller lookup', searchable: true };
  if (vendor !== '3cx') return [lookup];
  return [{ name: '3cx-template.xml', title: 'CRM template', searchable: false }, lookup];
}
