import { z } from 'zod';
import type { RunErrorCode } from '../../domain/run.ts';
import { SourceFailure } from '../source.ts';

// What Microsoft's sign-in says when it refuses, in plain words with the remedy. Which class a refusal is in follows from
// the HTTP status and `error` (Microsoft changes the numbers); the AADSTS number chooses the words.

const quoted = (pattern: RegExp) => z.string().regex(pattern).nullish().catch(null);

const refusal = z.object({
  error: quoted(/^[a-z_]{1,60}$/),
  error_codes: z.array(z.number().int()).nullish().catch(null),
  error_description: z.string().nullish().catch(null),
  trace_id: quoted(/^[0-9a-f-]{1,60}$/i),
  correlation_id: quoted(/^[0-9a-f-]{1,60}$/i),
  timestamp: quoted(/^[0-9TZ: .-]{1,40}$/),
});
export type LoginRefusal = z.output<typeof refusal>;

/** `null` when this is not the sign-in's way to refuse. */
export function readLoginRefusal(body: unknown): LoginRefusal | null {
  const read = refusal.safeParse(body);
  return read.success && read.data.error ? read.data : null;
}

/** Numbers whose answers go away by themselves, whatever their status. */
const passing = new Set([90006, 90012, 90024, 90033, 90055, 90090]);

export const isPassingRefusal = ({ error, ...rest }: LoginRefusal): boolean =>
  error === 'temporarily_unavailable' || error === 'server_error' || passing.has(numberOf(rest) ?? 0);

type Words = readonly [code: RunErrorCode, message: string];

const newSecret =
  'Create a new one in the Azure portal (App registrations → the application → Certificates & secrets), copy its Value, and enter it here.';
const clock = 'Check that the clock of this machine is right.';

const byNumber: Readonly<Record<number, Words>> = {
  7000215: [
    'credentials-refused',
    `Microsoft refused the Client Secret. Often the Secret ID was entered instead of the Value. ${newSecret}`,
  ],
  7000222: ['credentials-refused', `The Client Secret has expired. ${newSecret}`],
  700016: [
    'credentials-refused',
    'Microsoft knows no application with this Client ID in this tenant. Compare Client ID and Tenant ID with the Overview of the application in the Azure portal, and the cloud with the one that the company uses.',
  ],
  7000112: [
    'credentials-refused',
    'The application is switched off. In the Azure portal open Enterprise applications → the application → Properties and allow users to sign in.',
  ],
  90002: [
    'credentials-refused',
    'Microsoft knows no tenant with this Tenant ID. Compare it with "Directory (tenant) ID" in the Azure portal, and check that the right cloud is chosen.',
  ],
  900023: [
    'credentials-refused',
    'The Tenant ID is neither an ID nor a domain. Copy "Directory (tenant) ID" from the Azure portal.',
  ],
  90038: [
    'credentials-refused',
    "This tenant is in another cloud of Microsoft's. Choose that cloud in the settings (US Government, US DoD or China).",
  ],
  500011: [
    'credentials-refused',
    'The cloud that is chosen does not fit this tenant. Choose the cloud that the company uses.',
  ],
  700027: [
    'credentials-refused',
    `Microsoft does not accept the certificate. Upload it to the application (Certificates & secrets → Certificates), and enter the same one here with its private key. ${clock}`,
  ],
  50012: [
    'credentials-refused',
    `Microsoft does not accept the certificate's signature. Enter the certificate that is uploaded to the application, with its private key. ${clock}`,
  ],
  500133: [
    'credentials-refused',
    `The proof that was sent is too old or not valid yet for Microsoft. ${clock}`,
  ],
  53003: [
    'permission-missing',
    'A Conditional Access policy of the company blocks this application. Let its administrator exempt the application or allow the address that Switchbook connects from.',
  ],
};

const byError: Readonly<Record<string, Words>> = {
  invalid_client: ['credentials-refused', `Microsoft refused the Client Secret or certificate. ${newSecret}`],
  unauthorized_client: [
    'credentials-refused',
    'Microsoft does not let this application sign in to this tenant. Compare Client ID and Tenant ID with the Azure portal.',
  ],
  invalid_request: [
    'credentials-refused',
    'Microsoft refused the sign-in. Compare Client ID and Tenant ID with the Azure portal, and check that the right cloud is chosen.',
  ],
  invalid_resource: [
    'credentials-refused',
    'The cloud that is chosen does not fit this tenant. Choose the cloud that the company uses.',
  ],
  access_denied: [
    'permission-missing',
    'Microsoft denies this application access. Ask the administrator of the tenant which policy blocks it.',
  ],
};

const otherwise: Words = [
  'credentials-refused',
  'Microsoft refused the sign-in. Compare Client ID, Tenant ID and Client Secret with the Azure portal.',
];

/** `clockNote`: what is wrong with this machine's clock, as far as the answer shows; else ''. */
export function loginFailure(refused: LoginRefusal, clockNote: string): SourceFailure {
  const [code, message] = byNumber[numberOf(refused) ?? 0] ?? byError[refused.error ?? ''] ?? otherwise;
  return new SourceFailure(
    code,
    [message, clockNote, toQuote(refused)].filter((part) => part !== '').join(' '),
  );
}

/** What Microsoft's support asks for. */
export function toQuote(refused: LoginRefusal): string {
  const number = numberOf(refused);
  const parts = [
    number === null ? refused.error : `AADSTS${number}`,
    refused.trace_id && `trace ID ${refused.trace_id}`,
    refused.correlation_id && `correlation ID ${refused.correlation_id}`,
    refused.timestamp,
  ].filter(Boolean);
  return `(For Microsoft's support: ${parts.join(', ')}.)`;
}

function numberOf({ error_codes, error_description }: Omit<LoginRefusal, 'error'>): number | null {
  const [first] = error_codes ?? [];
  if (first !== undefined) return first;
  const named = /^AADSTS(\d{4,8})\b/.exec(error_description ?? '');
  return named ? Number(named[1]) : null;
}
