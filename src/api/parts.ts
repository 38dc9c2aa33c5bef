import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Secrets } from '../access/secrets.ts';
import type { SetupCode } from '../access/setup-code.ts';
import type { Db } from '../database/connect.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import type { LiveEvents } from '../http/live-events.ts';
import type { SourceIo } from '../sources/source.ts';
import type { PhoneTools } from './phone-tools.ts';

/** Where phones reach LDAP; null: that door is shut. */
export interface LdapDoors {
  readonly port: number | null;
  readonly tlsPort: number | null;
}

/** What the API's routes stand on; made once in main.ts. */
export interface ApiParts {
  readonly db: Db;
  /** Of uploads alone: however many files are read, pages have their connections. */
  readonly importPool: pg.Pool;
  readonly secrets: Secrets;
  readonly setupCode: SetupCode;
  readonly live: LiveEvents;
  readonly defaultCountry: string;
  /** What a source may use while settings are checked and a connection is tested. */
  readonly sourceIo: (signal: AbortSignal) => SourceIo;
  /** Looks at once for numbers to be read anew. */
  readonly rederiveContacts: () => void;
  /** Where people and phones reach this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** What phones read. */
  readonly directory: PhoneDirectory;
  readonly ldapDoors: () => LdapDoors;
  readonly phones: PhoneTools;
  /** Whether the browser came over HTTPS, so that its cookie may be marked Secure. */
  readonly isSecure: (request: FastifyRequest) => boolean;
}
