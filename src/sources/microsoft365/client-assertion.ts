import { constants, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';

const lifetimeSeconds = 600;

/**
 * What proves that we hold the certificate's private key, instead of a secret: a JWT for one token request (PS256 and
 * x5t#S256, as Microsoft's page on certificate credentials asks since 2025).
 */
export function clientAssertion(
  { certificate, certificateKey }: { readonly certificate: string; readonly certificateKey: string },
  claims: { readonly clientId: string; readonly audience: string; readonly now: Date },
): string {
  const thumbprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  const issuedAt = Math.floor(claims.now.getTime() / 1000);
  const head = {
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url'),
  };
  const body = {
    aud: claims.audience,
    iss: claims.clientId,
    sub: claims.clientId,
    jti: randomUUID(),
    nbf: issuedAt,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  };
  const text = `${encode(head)}.${encode(body)}`;
  const signature = sign('sha256', Buffer.from(text), {
    key: createPrivateKey(certificateKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${text}.${signature.toString('base64url')}`;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
