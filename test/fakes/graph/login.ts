import { constants, createHash, randomUUID, verify, X509Certificate } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';

// The token endpoint: client credentials with a secret or a certificate, and the refusals that the documentation lists.

export interface Registration {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificate?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

interface GivenToken {
  readonly roles: readonly string[];
  readonly expiresAt: number;
}

export interface Login {
  readonly grant: (tenant: string, form: URLSearchParams, audience: string) => Reply;
  /** `null` for a token that was never given or has run out. */
  readonly read: (authorization: string | undefined) => GivenToken | null;
  /** Makes every token that was given so far worthless. */
  readonly revokeAll: () => void;
}

const refusals: Readonly<Record<number, readonly [status: number, error: string, text: string]>> = {
  7000215: [401, 'invalid_client', 'Invalid client secret provided.'],
  7000222: [401, 'invalid_client', 'The provided client secret keys are expired.'],
  7000218: [401, 'invalid_client', "The request body must contain 'client_assertion' or 'client_secret'."],
  700016: [400, 'unauthorized_client', 'Application was not found in the directory.'],
  7000112: [400, 'unauthorized_client', 'Application is disabled.'],
  90002: [400, 'invalid_request', 'Tenant not found.'],
  900023: [
    400,
    'invalid_request',
    'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.',
  ],
  90038: [400, 'invalid_request', 'Tenant is in another national cloud.'],
  500011: [400, 'invalid_resource', 'The resource principal was not found.'],
  700027: [401, 'invalid_client', 'Client assertion contains an invalid signature.'],
  50012: [401, 'invalid_client', 'Authentication failed.'],
  53003: [400, 'access_denied', 'Access has been blocked by Conditional Access policies.'],
  90033: [503, 'temporarily_unavailable', 'A transient error has occurred. Please try again.'],
  90055: [429, 'temporarily_unavailable', 'Tenant is throttled.'],
};

export function createLogin(
  registration: Registration,
  behaviour: () => Behaviour,
  now: () => number,
): Login {
  const tokens = new Map<string, GivenToken>();

  function grant(tenant: string, form: URLSearchParams, audience: string): Reply {
    const { refuseLogin, roles, expiresIn } = behaviour();
    if (refuseLogin !== null) return refuse(refuseLogin);
    if (tenant !== registration.tenantId) return refuse(90002);
    if (form.get('client_id') !== registration.clientId) return refuse(700016);
    if (form.get('grant_type') !== 'client_credentials') return refuse(90002);
    if (!form.get('scope')?.endsWith('/.default')) return refuse(500011);
    const assertion = form.get('client_assertion');
    if (assertion !== null) {
      if (!isProof(assertion, registration, audience, now())) return refuse(700027);
    } else if (form.get('client_secret') !== registration.clientSecret) return refuse(7000215);
    const payload = {
      aud: 'https://graph.microsoft.com',
      jti: randomUUID(),
      ...(roles.length > 0 ? { roles } : {}),
    };
    const token = `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.fake`;
    tokens.set(token, { roles, expiresAt: now() + Number(expiresIn) * 1000 });
    return { status: 200, body: { token_type: 'Bearer', expires_in: expiresIn, access_token: token } };
  }

  function refuse(number: number): Reply {
    const [status, error, text] = refusals[number] ?? [400, 'invalid_request', 'Unknown.'];
    const trace = randomUUID();
    const correlation = randomUUID();
    const timestamp = `${new Date(now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    return {
      status,
      body: {
        error,
        error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
        error_codes: [number],
        timestamp,
        trace_id: trace,
        correlation_id: correlation,
      },
    };
  }

  return {
    grant,
    read(authorization) {
      const given = tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
      return given && given.expiresAt > now() ? given : null;
    },
    revokeAll: () => tokens.clear(),
  };
}

function isProof(assertion: string, registration: Registration, audience: string, now: number): boolean {
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const certificate = registration.certificate && new X509Certificate(registration.certificate);
  if (!certificate) return false;
  const header = decode(head);
  const claims = decode(body);
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
  const key = {
    key: certificate.publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return (
    header.alg === 'PS256' &&
    header['x5t#S256'] === thumbprint &&
    claims.aud === audience &&
    claims.iss === registration.clientId &&
    claims.sub === registration.clientId &&
    Number(claims.nbf) <= now / 1000 + 300 &&
    Number(claims.exp) > now / 1000 &&
    verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
  );
}

const decode = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
