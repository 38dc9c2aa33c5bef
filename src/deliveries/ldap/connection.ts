import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Device } from '../../access/device.ts';
import { writeExtended, writeOutcome } from './answer.ts';
import { createBerWriter } from './ber-writer.ts';
import type { Certificate } from './certificate.ts';
import type { LdapLimits } from './limits.ts';
import { compare, type ReadSetting, search } from './operations.ts';
import { oids } from './plain-entries.ts';
import type { Request } from './request.ts';
import { createRequestQueue } from './request-queue.ts';
import { resultCodes } from './result-codes.ts';
import { type SignedIn, type SignInSetting, signIn } from './sign-in.ts';
import type { Pages } from './special-search.ts';
import { suffix } from './tree.ts';

export interface LdapLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface ConnectionSetting extends SignInSetting, Pick<ReadSetting, 'index' | 'readPart' | 'root'> {
  readonly limits: LdapLimits;
  readonly certificate: Certificate | null;
  readonly overLimit: number;
  readonly log: LdapLog;
  seen(device: Device, address: string): void;
}

export interface LdapConnection {
  readonly device: Device | null;
  /** Asks again whether the device may be here; closes when it may not. */
  recheck(): Promise<void>;
  /** Closes what has been idle or stuck for too long. */
  sweep(now: number): void;
  /** Says goodbye (RFC 4511 4.4.1) and closes. */
  disconnect(code: number, message: string): void;
}

/** Above this much unsent answer a client is given time to take it. */
const mostUnsent = 1_048_576;

/** Serves one client until it leaves. Its requests are answered one after the other, in order. */
export function serveConnection(raw: Socket, address: string, setting: ConnectionSetting): LdapConnection {
  const { limits, index, readPart } = setting;
  const writer = createBerWriter();
  const pages: Pages = new Map();
  let socket = raw;
  let signedIn: SignedIn | null = null;
  let closed = false;
  let activeAt = Date.now();
  /** Since when nobody is signed in. */
  let unboundAt = activeAt;
  /** Since when something is half done: a request, a handshake, an answer that is not taken. */
  let stalledAt: number | null = null;
  let handshaking = false;

  const queue = createRequestQueue(limits.requestBytes, {
    get closed() {
      return closed;
    },
    perform,
    flush,
    pause: () => {
      if (writer.length > 65_536) flush();
      if (socket.writableLength <= mostUnsent) return null;
      return new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    },
    ready: () => {
      if (!handshaking && socket.isPaused()) socket.resume();
    },
    refuse: () => disconnect(resultCodes.protocolError, 'This is not an LDAP request.'),
    fail: (error) => {
      setting.log.warn({ err: error }, 'An LDAP request failed.');
      // What was written of the answer may be half an element.
      closed = true;
      socket.destroy();
    },
  });

  function receive(chunk: Buffer): void {
    if (closed) return;
    activeAt = Date.now();
    queue.take(chunk);
    noteStall();
    if (queue.waiting > limits.waiting) socket.pause();
    queue.pump();
  }

  function flush(): void {
    if (writer.length === 0) return;
    writer.give((bytes, done) => {
      if (!socket.destroyed && socket.writable) socket.write(bytes, done);
    });
    noteStall();
  }

  function noteStall(): void {
    const stalled = handshaking || queue.pending > 0 || socket.writableLength > 0;
    stalledAt = stalled ? (stalledAt ?? Date.now()) : null;
  }

  function perform({ messageId, operation, controls }: Request): void | Promise<void> {
    const device = signedIn?.device ?? null;
    switch (operation.kind) {
      case 'search': {
        if (device) setting.seen(device, address);
        const read = {
          device,
          index,
          readPart,
          pages,
          mostEntries: limits.entries,
          overLimit: setting.overLimit,
          root: setting.root,
          isAbandoned: () => queue.abandoned || closed,
        };
        return search(read, messageId, operation, controls, writer);
      }
      case 'bind': {
        if (signedIn) unboundAt = Date.now();
        signedIn = null;
        pages.clear();
        const isSecured = socket instanceof TLSSocket;
        return signIn(setting, operation, { address, isSecured }).then((answer) => {
          ({ signedIn } = answer);
          if (signedIn) setting.seen(signedIn.device, address);
          writeOutcome(writer, messageId, 0x61, answer.outcome);
        });
      }
      case 'compare':
        return compare({ device, index, readPart }, operation).then((outcome) =>
          writeOutcome(writer, messageId, 0x6f, outcome),
        );
      case 'extended':
        return extended(messageId, operation.oid);
      case 'write':
        return writeOutcome(writer, messageId, operation.responseTag, {
          code: resultCodes.unwillingToPerform,
          message: 'This directory is changed in Switchbook, not over LDAP.',
        });
      case 'unbind':
        flush();
        closed = true;
        socket.end();
        return;
      case 'abandon':
        return;
    }
  }

  function extended(messageId: number, oid: string): void {
    if (oid === oids.whoAmI) {
      const value = signedIn ? `dn:cn=${signedIn.user},${suffix}` : '';
      writeExtended(writer, messageId, { code: resultCodes.success }, { value });
      return;
    }
    if (oid !== oids.startTls || !setting.certificate) {
      const message = 'unsupported extended operation';
      writeExtended(writer, messageId, { code: resultCodes.protocolError, message });
      return;
    }
    // What stands behind the request was sent before there was a key: somebody in between may have put it there.
    if (socket instanceof TLSSocket || queue.waiting > 0 || queue.pending > 0) {
      const message = 'TLS cannot be started now.';
      writeExtended(writer, messageId, { code: resultCodes.operationsError, message });
      return;
    }
    writeExtended(writer, messageId, { code: resultCodes.success }, { oid: oids.startTls });
    flush();
    startTls(setting.certificate);
  }

  function startTls(certificate: Certificate): void {
    socket.removeListener('data', receive);
    socket = new TLSSocket(socket, { isServer: true, secureContext: certificate.context() });
    queue.restart();
    signedIn = null;
    attach();
  }

  function attach(): void {
    if (socket instanceof TLSSocket) {
      handshaking = true;
      noteStall();
      socket.once('secure', () => {
        handshaking = false;
        noteStall();
      });
    }
    socket.on('data', receive);
    socket.on('drain', noteStall);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      closed = true;
      queue.clear();
      pages.clear();
    });
  }

  function disconnect(code: number, message: string): void {
    if (closed) return;
    closed = true;
    writeExtended(writer, 0, { code, message }, { oid: oids.disconnection });
    flush();
    socket.end();
    // A client that does not take its goodbye does not stay either.
    setTimeout(() => socket.destroy(), 2_000).unref();
  }

  attach();
  return {
    get device() {
      return signedIn?.device ?? null;
    },
    recheck: async () => {
      const before = signedIn;
      if (!before) return;
      try {
        const device = await before.again();
        // It may have bound anew meanwhile.
        if (signedIn !== before) return;
        signedIn = device && { ...before, device };
        if (!device) disconnect(resultCodes.unavailable, 'The device was changed or revoked. Bind again.');
      } catch {
        // The database is away: what was true stays true until somebody can tell.
      }
    },
    sweep: (now) => {
      if (closed) return;
      noteStall();
      if (stalledAt !== null && now - stalledAt > limits.stalledMs) socket.destroy();
      else if (!queue.busy && now - activeAt > limits.idleMs)
        disconnect(resultCodes.unavailable, 'Idle for too long.');
      else if (!signedIn && now - unboundAt > limits.unboundMs)
        disconnect(resultCodes.unavailable, 'Bind with the user name and password of a device.');
    },
    disconnect,
  };
}
