import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Device } from '../../access/device.ts';
import type { PhoneIndex } from '../../directory/phone-index/phone-index.ts';
import { type Outcome, writeExtended, writeOutcome } from './answer.ts';
import { MalformedBer } from './ber-reader.ts';
import { createBerWriter } from './ber-writer.ts';
import type { BindThrottle } from './bind-throttle.ts';
import type { Certificate } from './certificate.ts';
import { createFrames } from './frames.ts';
import type { LdapLimits } from './limits.ts';
import { compare, search } from './operations.ts';
import { oids } from './plain-entries.ts';
import { type BindRequest, type Request, readRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import type { Pages } from './special-search.ts';
import { bindUser, suffix } from './tree.ts';

/** The device of these credentials, or null; rejects when that cannot be told now. */
export type Authenticate = (username: string, password: string, address: string) => Promise<Device | null>;

export interface LdapLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface ConnectionSetting {
  readonly index: Pick<PhoneIndex, 'open' | 'peek'>;
  readonly authenticate: Authenticate;
  readonly limits: LdapLimits;
  readonly throttle: BindThrottle;
  readonly certificate: Certificate | null;
  /** Passwords only over TLS. */
  readonly requireTls: boolean;
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
const turnMs = 8;
const malformed = Symbol('malformed');

/** Serves one client until it leaves. Its requests are answered one after the other, in order. */
export function serveConnection(raw: Socket, address: string, setting: ConnectionSetting): LdapConnection {
  const { limits } = setting;
  const writer = createBerWriter();
  const queue: (Request | typeof malformed)[] = [];
  const pages: Pages = new Map();
  let socket = raw;
  let frames = createFrames(limits.requestBytes);
  let device: Device | null = null;
  let user = '';
  let again: () => Promise<Device | null> = async () => null;
  let working: number | null = null;
  let abandoned = false;
  let busy = false;
  let closed = false;
  let activeAt = Date.now();
  /** Since when something is half done: a request, a handshake, an answer that is not taken. */
  let stalledAt: number | null = null;
  let handshaking = false;

  function receive(chunk: Buffer): void {
    if (closed) return;
    activeAt = Date.now();
    try {
      frames.push(chunk, arrive);
    } catch (error) {
      if (!(error instanceof MalformedBer)) throw error;
      queue.push(malformed);
    }
    noteStall();
    if (queue.length > limits.waiting) socket.pause();
    pump();
  }

  function arrive(message: Buffer): void {
    if (queue.at(-1) === malformed) return;
    try {
      const request = readRequest(message);
      if (request.operation.kind === 'abandon') abandon(request.operation.messageId);
      else queue.push(request);
    } catch (error) {
      if (!(error instanceof MalformedBer)) throw error;
      queue.push(malformed);
    }
  }

  function abandon(messageId: number): void {
    if (working === messageId) abandoned = true;
    const at = queue.findIndex(
      (one) => one !== malformed && one.messageId === messageId && one.operation.kind === 'search',
    );
    if (at >= 0) queue.splice(at, 1);
  }

  function pump(): void {
    if (busy) return;
    const began = performance.now();
    while (!closed && queue.length > 0) {
      const next = queue.shift()!;
      if (next === malformed) {
        disconnect(resultCodes.protocolError, 'This is not an LDAP request.');
        return;
      }
      const doing = perform(next);
      if (doing) {
        flush();
        wait(doing);
        return;
      }
      if (writer.length > 65_536) flush();
      if (socket.writableLength > mostUnsent) {
        wait(new Promise((resolve) => socket.once('drain', resolve).once('close', resolve)));
        return;
      }
      if (queue.length > 0 && performance.now() - began > turnMs) {
        flush();
        wait(new Promise((resolve) => setImmediate(resolve)));
        return;
      }
    }
    flush();
    if (!closed && !handshaking && socket.isPaused()) socket.resume();
  }

  function wait(doing: Promise<unknown>): void {
    busy = true;
    doing.catch(fail).finally(() => {
      busy = false;
      pump();
    });
  }

  function fail(error: unknown): void {
    setting.log.warn({ err: error }, 'An LDAP request failed.');
    // What was written of the answer may be half an element.
    closed = true;
    socket.destroy();
  }

  function flush(): void {
    if (writer.length === 0) return;
    writer.give((bytes, done) => {
      if (!socket.destroyed && socket.writable) socket.write(bytes, done);
    });
    noteStall();
  }

  function noteStall(): void {
    const stalled = handshaking || frames.pending > 0 || socket.writableLength > 0;
    stalledAt = stalled ? (stalledAt ?? Date.now()) : null;
  }

  function perform(request: Request): void | Promise<void> {
    working = request.messageId;
    abandoned = false;
    try {
      const doing = answer(request);
      return doing?.then(() => {
        working = null;
      });
    } catch (error) {
      if (error instanceof MalformedBer)
        disconnect(resultCodes.protocolError, 'This is not an LDAP request.');
      else fail(error);
    }
  }

  function answer({ messageId, operation, controls }: Request): void | Promise<void> {
    switch (operation.kind) {
      case 'search': {
        if (device) setting.seen(device, address);
        return search(
          {
            device,
            index: setting.index,
            pages,
            mostEntries: limits.entries,
            overLimit: setting.overLimit,
            canStartTls: setting.certificate !== null,
            isAbandoned: () => abandoned || closed,
          },
          messageId,
          operation,
          controls,
          writer,
        );
      }
      case 'bind':
        return bind(operation).then((outcome) => writeOutcome(writer, messageId, 0x61, outcome));
      case 'compare': {
        const read = {
          device,
          index: setting.index,
          pages,
          mostEntries: 0,
          overLimit: 0,
          canStartTls: false,
        };
        return compare({ ...read, isAbandoned: () => closed }, operation).then((outcome) =>
          writeOutcome(writer, messageId, 0x6f, outcome),
        );
      }
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

  async function bind({ version, name, password }: BindRequest): Promise<Outcome> {
    device = null;
    user = '';
    pages.clear();
    if (version !== 2 && version !== 3)
      return { code: resultCodes.protocolError, message: 'Use version 3 or 2 of LDAP.' };
    if (password === null)
      return {
        code: resultCodes.authMethodNotSupported,
        message: 'Only simple binds are supported.',
      };
    if (name === '' && password === '') return { code: resultCodes.success };
    if (password === '')
      return { code: resultCodes.unwillingToPerform, message: 'A bind with a name needs a password.' };
    if (setting.requireTls && !(socket instanceof TLSSocket))
      return { code: resultCodes.confidentialityRequired, message: 'Passwords are taken over TLS only.' };
    const shut: Outcome = {
      code: resultCodes.busy,
      message: 'There were too many wrong binds from this address. Try again in a minute.',
    };
    if (setting.throttle.isShut(address)) return shut;
    const wanted = bindUser(name);
    const ask = () => setting.authenticate(wanted, password, address);
    try {
      const found = await ask();
      // While this one was looked at, others may have shut the address.
      if (found && setting.throttle.isShut(address)) return shut;
      if (found) {
        [device, user, again] = [found, wanted, ask];
        setting.seen(found, address);
        return { code: resultCodes.success };
      }
    } catch (error) {
      setting.log.warn({ err: error }, 'An LDAP bind could not be checked.');
      return {
        code: resultCodes.unavailable,
        message: 'The database does not answer. Try again in a moment.',
      };
    }
    if (setting.throttle.wrong(address))
      setting.log.warn({ address }, 'Too many wrong LDAP binds: this address has to wait a minute.');
    return { code: resultCodes.invalidCredentials };
  }

  function extended(messageId: number, oid: string): void {
    if (oid === oids.whoAmI) {
      const value = user === '' ? '' : `dn:cn=${user},${suffix}`;
      writeExtended(writer, messageId, { code: resultCodes.success }, { value });
      return;
    }
    if (oid !== oids.startTls || !setting.certificate) {
      writeExtended(writer, messageId, {
        code: resultCodes.protocolError,
        message: 'unsupported extended operation',
      });
      return;
    }
    // What stands behind the request was sent before there was a key: somebody in between may have put it there.
    if (socket instanceof TLSSocket || queue.length > 0 || frames.pending > 0) {
      writeExtended(writer, messageId, {
        code: resultCodes.operationsError,
        message: 'TLS cannot be started now.',
      });
      return;
    }
    writeExtended(writer, messageId, { code: resultCodes.success }, { oid: oids.startTls });
    flush();
    startTls(setting.certificate);
  }

  function startTls(certificate: Certificate): void {
    socket.removeListener('data', receive);
    const secured = new TLSSocket(socket, { isServer: true, secureContext: certificate.context() });
    [socket, frames] = [secured, createFrames(limits.requestBytes)];
    [device, user] = [null, ''];
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
      queue.length = 0;
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
      return device;
    },
    recheck: async () => {
      const before = device;
      if (!before) return;
      try {
        const now = await again();
        // It may have bound anew meanwhile.
        if (device !== before) return;
        if (now) device = now;
        else {
          device = null;
          disconnect(resultCodes.unavailable, 'The device was changed or revoked. Bind again.');
        }
      } catch {
        // The database is away: what was true stays true until somebody can tell.
      }
    },
    sweep: (now) => {
      if (closed) return;
      noteStall();
      if (stalledAt !== null && now - stalledAt > limits.stalledMs) socket.destroy();
      else if (!busy && now - activeAt > limits.idleMs)
        disconnect(resultCodes.unavailable, 'Idle for too long.');
    },
    disconnect,
  };
}
