import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Secrets } from '../access/secrets.ts';
import type { SetupCode } from '../access/setup-code.ts';
import type { Db } from '../database/connect.ts';
import type { LiveEvents } from '../http/live-events.ts';
import type { SourceIo } from '../sources/source.ts';

/** What the API's routes stand on; made once in main.ts. */
export interface ApiParts {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly setupCode: SetupCode;
  readonly live: LiveEvents;
  readonly defaultCountry: string;
  /** What a source may use while settings are checked and a connection is tested. */
  readonly sourceIo: (signal: AbortSignal) => SourceIo;
  /** Looks at once for numbers to be read anew. */
  readonly rereadNumbers: () => void;
  /** Where people and phones reach this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Whether the browser came over HTTPS, so that its cookie may be marked Secure. */
  readonly isSecure: (request: FastifyRequest) => boolean;
}
