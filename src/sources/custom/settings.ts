import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AddressRefused, checkAddress } from '../http/connect.ts';
import { type SourceIo, SourceRefusal } from '../source.ts';

const address = z
  .string()
  .trim()
  .min(1, 'Enter the address of the contact service, such as https://example.com:5555.')
  .max(2000)
  .refine(
    isServiceAddress,
    'Enter an address such as https://example.com:5555: http or https, without user name or “?”.',
  )
  .transform((text) => text.replace(/\/+$/, ''));

export const customSettings = z.object({
  url: address,
  clientId: z.string().trim().min(1, 'Enter the client ID.').max(500),
  clientSecret: z.string().min(1, 'Enter the client secret.').max(2000),
  caCertificate: z
    .string()
    .max(100_000)
    .refine(
      (text) => text.trim() === '' || isCertificate(text),
      'Paste a certificate in PEM form: it begins with -----BEGIN CERTIFICATE-----.',
    )
    .optional(),
});
export type CustomSettings = z.infer<typeof customSettings>;

/** Refuses an address that sources may not use. Makes no request but DNS. */
export async function checkCustomSettings(settings: CustomSettings, io: SourceIo): Promise<void> {
  try {
    await checkAddress(new URL(settings.url), io.networks);
  } catch (error) {
    if (error instanceof AddressRefused) throw new SourceRefusal('url', error.message);
    throw error;
  }
}

function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash, hostname } = new URL(text);
  const isHttp = protocol === 'http:' || protocol === 'https:';
  return isHttp && hostname !== '' && username + password + search + hash === '';
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== '';
  } catch {
    return false;
  }
}
