import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

// What an administrator enters for a custom contact service.

const longestUrl = 2_000;
const certificatePattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const url = z
  .string('Enter the URL of the service, such as https://example.com:5555.')
  .trim()
  .min(1, 'Enter the URL of the service, such as https://example.com:5555.')
  .max(longestUrl, `The URL is at most ${longestUrl} characters long.`)
  .superRefine((text, context) => {
    const message = text === '' ? null : whatIsWrong(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  // The paths of the contract are appended, so that a path in the URL stays.
  .transform((text) => (URL.canParse(text) ? new URL(text).href.replace(/\/+$/, '') : text));

function whatIsWrong(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return 'The URL begins with https:// or http://.';
  if (!URL.canParse(text)) return 'This is not a URL. It looks like https://example.com:5555.';
  const { username, password, search, hash } = new URL(text);
  if (username || password)
    return 'Leave the user name and password out of the URL: Client ID and Client Secret have fields of their own.';
  if (search || hash || /[?#]/.test(text))
    return 'Leave out everything from ? or # on: the URL ends with the host, port and path.';
  return null;
}

const clientId = z
  .string('Enter the Client ID.')
  .trim()
  .min(1, 'Enter the Client ID.')
  .max(500, 'The Client ID is at most 500 characters long.')
  // RFC 7617: the first colon ends the user name.
  .regex(/^[^:]*$/, 'A Client ID cannot hold a colon.')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'The Client ID holds a character that it cannot hold.');

const clientSecret = z
  .string('Enter the Client Secret.')
  .min(1, 'Enter the Client Secret.')
  .max(2_000, 'The Client Secret is at most 2000 characters long.')
  .regex(
    /^[^\u0000-\u001f\u007f]*$/,
    'The Client Secret holds a character that it cannot hold, such as a line break.',
  );

const caCertificate = z.preprocess(
  (value) => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value),
  z
    .string('The CA certificate is text in PEM form.')
    .trim()
    .max(200_000, 'This is more than a few CA certificates can be.')
    .superRefine((text, context) => {
      const message = whatIsWrongWithCertificate(text);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .optional(),
);

function whatIsWrongWithCertificate(text: string): string | null {
  if (text.includes('PRIVATE KEY-----'))
    return 'This holds a private key. Only the certificate is needed; keep the key where it is.';
  const blocks = text.match(certificatePattern) ?? [];
  return blocks.length > 0 && blocks.every(isCertificate)
    ? null
    : 'This is not a certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----.';
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

export const customSettings = z.strictObject({ url, clientId, clientSecret, caCertificate });

export type CustomSettings = z.output<typeof customSettings>;
