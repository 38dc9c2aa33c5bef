import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate } from 'node:tls';

export interface ServedCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string[];
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256. */
  readonly fingerprint: string;
}

const waitMs = 3_000;

/** The chain that a TLS port serves, its own certificate first. Trust is not asked: the phones' list is not known here. */
export async function servedCertificates(host: string, port: number): Promise<ServedCertificate[]> {
  return handshake({ host, port });
}

// ExtendedRequest StartTLS, message 1 (RFC 4511 4.14.1).
const startTls = Buffer.from('301d02010177188016312e332e362e312e342e312e313436362e3230303337', 'hex');

/** The same behind StartTLS on a plain LDAP port. */
export async function servedAfterStartTls(host: string, port: number): Promise<ServedCertificate[]> {
  const socket = connectPlain({ host, port });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(waitMs, () => reject(new Error('no answer')));
      socket.once('error', reject);
      socket.once('connect', () => socket.write(startTls));
      // The result code stands in an ENUMERATED right behind the message's head: 0a 01 00 is success.
      socket.once('data', (answer: Buffer) =>
        answer.includes(Buffer.from('0a0100', 'hex')) ? resolve() : reject(new Error('StartTLS was refused')),
      );
    });
    return await handshake({ socket });
  } finally {
    socket.destroy();
  }
}

function handshake(to: { host: string; port: number } | { socket: Socket }): Promise<ServedCertificate[]> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({ ...to, rejectUnauthorized: false, minVersion: 'TLSv1' });
    secure.setTimeout(waitMs, () => secure.destroy(new Error('no answer')));
    secure.once('error', reject);
    secure.once('secureConnect', () => {
      resolve(chainOf(secure.getPeerCertificate(true)));
      secure.end();
    });
  });
}

function chainOf(first: DetailedPeerCertificate): ServedCertificate[] {
  const chain: ServedCertificate[] = [];
  for (let one = first; one?.raw && chain.length < 10; one = one.issuerCertificate) {
    chain.push({
      subject: nameOf(one.subject),
      issuer: nameOf(one.issuer),
      names: (one.subjectaltname ?? '')
        .split(', ')
        .map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
        .filter(Boolean),
      validFrom: new Date(one.valid_from).toISOString(),
      validTo: new Date(one.valid_to).toISOString(),
      fingerprint: one.fingerprint256,
    });
    // A root is its own issuer.
    if (one.issuerCertificate === one || one.issuerCertificate?.fingerprint256 === one.fingerprint256) break;
  }
  return chain;
}

function nameOf(name: DetailedPeerCertificate['subject']): string {
  const parts = Object.entries(name ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return parts.reverse().join(', ');
}
