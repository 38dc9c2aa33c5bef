import { AddressRefused } from './connect.ts';
import { BodyTooLarge, BodyUnreadable } from './read-body.ts';

export type FaultKind =
  | 'address-refused'
  | 'unreachable'
  | 'timeout'
  | 'certificate'
  | 'no-http'
  | 'broken-off'
  | 'too-large'
  | 'unreadable';

export interface Fault {
  readonly kind: FaultKind;
  /** Plain words that go on after "the service …" or "it …"; they name no secret and nothing that was sent. */
  readonly words: string;
  /** The request never reached a server, so nothing can have been answered and lost. */
  readonly unsent: boolean;
}

const certificates: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that it signed itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate of an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'shows a certificate of an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'shows a certificate of an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'shows a certificate of an authority that is not known here',
  CERT_HAS_EXPIRED: 'shows a certificate that has run out',
  CERT_NOT_YET_VALID: 'shows a certificate that is not valid yet (or the clock here is wrong)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate that was made for another name than the one in the URL',
  CERT_REVOKED: 'shows a certificate that was withdrawn',
  CERT_UNTRUSTED: 'shows a certificate that is not trusted',
  CERT_REJECTED: 'shows a certificate that is not trusted',
  CERT_SIGNATURE_FAILURE: 'shows a certificate whose signature is wrong',
  INVALID_CA: 'shows a certificate of something that is no certificate authority',
  INVALID_PURPOSE: 'shows a certificate that was not made for a server',
  PATH_LENGTH_EXCEEDED: 'shows a certificate whose chain is too long',
  HOSTNAME_MISMATCH: 'shows a certificate that was made for another name than the one in the URL',
};

const connections: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: nothing listens at that address and port',
  ENOTFOUND: 'cannot be found: no name server knows its name',
  EAI_AGAIN: 'cannot be found at the moment: no name server answers',
  EAI_FAIL: 'cannot be found: the name server failed',
  EHOSTUNREACH: 'cannot be reached: there is no way to its network',
  ENETUNREACH: 'cannot be reached: there is no way to its network',
  EADDRNOTAVAIL: 'cannot be reached: there is no way to its network',
  ETIMEDOUT: 'did not accept a connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept a connection within 10 seconds',
  // Our own requests to stop are told apart before: this is a proxy's refusal.
  UND_ERR_ABORTED: 'cannot be reached: the proxy does not let the connection through',
};

const timeouts = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What an error of a request means, in plain words. `null`: not a fault of the network, so a bug. */
export function readFault(error: unknown): Fault | null {
  const errors = [...chainOf(error)];
  const refused = errors.find((one) => one instanceof AddressRefused);
  if (refused) return { kind: 'address-refused', words: refused.message, unsent: true };
  if (errors.some((one) => one instanceof BodyTooLarge))
    return { kind: 'too-large', words: 'sends more than a page of contacts can be', unsent: false };
  const unreadable = errors.find((one) => one instanceof BodyUnreadable);
  if (unreadable)
    return {
      kind: 'unreadable',
      words: `sent a body that cannot be read: ${unreadable.message}`,
      unsent: false,
    };
  if (errors.some((one) => one.name === 'TimeoutError'))
    return { kind: 'timeout', words: 'did not answer completely in time', unsent: false };
  for (const code of errors.map(codeOf)) {
    const fault = code === '' ? null : byCode(code);
    if (fault) return fault;
  }
  return null;
}

function byCode(code: string): Fault | null {
  const certificate = certificates[code];
  if (certificate) return { kind: 'certificate', words: certificate, unsent: true };
  const connection = connections[code];
  if (connection) return { kind: 'unreachable', words: connection, unsent: true };
  if (timeouts.has(code))
    return { kind: 'timeout', words: 'did not answer completely in time', unsent: false };
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return { kind: 'no-http', words: 'does not speak TLS there as https:// in the URL says', unsent: true };
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW')
    return { kind: 'no-http', words: 'answers something that is not HTTP', unsent: false };
  if (code.startsWith('Z_'))
    return { kind: 'unreadable', words: 'sent a body that cannot be unpacked', unsent: false };
  // The connection ended: before an answer, in the middle of one, or because the server had grown tired of an idle one.
  if (/^(UND_ERR_(SOCKET|CLOSED|DESTROYED|RES)|ECONN|EPIPE|ERR_STREAM_PREMATURE_CLOSE)/.test(code))
    return {
      kind: 'broken-off',
      words: 'broke the connection off before its answer was complete',
      unsent: false,
    };
  return null;
}

function* chainOf(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) {
    yield one;
    // Several addresses were tried: each has its own error.
    if (one instanceof AggregateError) for (const part of one.errors) yield* chainOf(part);
  }
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';
