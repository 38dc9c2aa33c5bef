import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { SourceRefusal } from '../source.ts';
import type { Microsoft365Settings } from './settings.ts';

/** Refuses a certificate that could never sign in: unreadable, run out, or with another one's private key. */
export function checkCertificate(settings: Microsoft365Settings, now: Date): void {
  const { certificate, certificateKey } = settings;
  if (certificate === undefined || certificateKey === undefined) return;
  const read = readCertificate(certificate);
  const key = readKey(certificateKey);
  if (!read.checkPrivateKey(key)) {
    throw new SourceRefusal('certificateKey', 'This private key does not belong to the certificate.');
  }
  if (now > read.validToDate) {
    throw new SourceRefusal(
      'certificate',
      `The certificate ran out on ${read.validToDate.toISOString().slice(0, 10)}. Make a new one and upload it to the application.`,
    );
  }
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new SourceRefusal(
      'certificate',
      'This is not a certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----.',
    );
  }
}

function readKey(pem: string): KeyObject {
  const key = tryKey(pem);
  if (key === null) {
    throw new SourceRefusal(
      'certificateKey',
      'This is not a private key in PEM form without a password, which begins with -----BEGIN PRIVATE KEY-----.',
    );
  }
  if (key.asymmetricKeyType === 'rsa') return key;
  throw new SourceRefusal('certificateKey', 'Microsoft takes RSA keys only. Make a certificate with one.');
}

function tryKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
