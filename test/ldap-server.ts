import { connect, type Socket } from 'node:net';
import type { Device } from '../src/access/device.ts';
import type { Db } from '../src/database/connect.ts';
import { BerReader } from '../src/deliveries/ldap/ber-reader.ts';
import { createFrames } from '../src/deliveries/ldap/frames.ts';
import { type LdapOptions, startLdap } from '../src/deliveries/ldap/start-ldap.ts';
import type { ReadContact } from '../src/directory/phone-index/indexed-contact.ts';
import { createTenantBook, type TenantBook } from '../src/directory/phone-index/tenant-book.ts';
import { searchKey } from '../src/directory/search-key.ts';
import { displayName, emptyContact, type PhoneLabel } from '../src/domain/contact.ts';
import type { ContactId, DeviceId, TenantId } from '../src/domain/ids.ts';
import { readNumber } from '../src/domain/number.ts';

/** An LDAP server over a book in memory, without a database, and a client that speaks bytes. */
export async function startTestLdap(people: readonly TestPerson[], options: Partial<LdapOptions> = {}) {
  const open = { book: testBook(people), country: 'GB', leastEnding: 7 };
  const server = await startLdap({
    db: {} as Db,
    index: { open: async () => open, peek: () => open },
    host: '127.0.0.1',
    port: 0,
    log: { info: () => {}, warn: () => {} },
    authenticate: async (username, password) =>
      (username === 'admin' && password === 'secret') || (username === 'asterisk' && password === 'pw')
        ? testDevice
        : null,
    ...options,
  });
  return { ...server, rawClient: () => rawClient(server.port ?? 0) };
}

export type TestPerson = readonly [string, string, Partial<Record<PhoneLabel, string>>];

export const testDevice: Device = {
  tenantId: '01900000-0000-7000-8000-000000000001' as TenantId,
  id: '01900000-0000-7000-8000-000000000002' as DeviceId,
  name: 'Test',
  vendor: null,
  ownerId: null,
  numberFormat: 'given',
  nationalPrefix: '',
  nameOrder: null,
  maxEntries: null,
  allowedNetworks: [],
};

export function testBook(people: readonly TestPerson[]): TenantBook {
  const book = createTenantBook(people.length);
  const contacts = people.map(([firstName, lastName, numbers], at) =>
    testContact(`u${at + 1}`, firstName, lastName, numbers),
  );
  for (let at = 0; at < contacts.length; at += 500) book.change(contacts.slice(at, at + 500), []);
  return book;
}

export function testContact(
  id: string,
  firstName: string,
  lastName: string,
  numbers: TestPerson[2],
): ReadContact {
  const typed = Object.entries(numbers).map(([label, number]) => ({ label: label as PhoneLabel, number }));
  const fields = { ...emptyContact, firstName, lastName, phones: typed };
  const phones = typed.map((phone) => {
    const read = readNumber(phone.number, 'GB');
    return { ...phone, ...read, dialledDigits: read.dial.replace(/\D/g, '') };
  });
  const key = searchKey(fields, phones);
  const contact = {
    id: id as ContactId,
    book: 'central' as const,
    ownerId: null,
    sourceId: null,
    displayName: displayName(fields),
    firstName,
    middleName: '',
    lastName,
    company: '',
    department: '',
    jobTitle: '',
    emails: [],
    phones,
    updatedAt: 0,
  };
  return { contact, nameKey: key.name_key, searchText: key.search_text };
}

/** A message as a test looks at it. */
export interface Answer {
  readonly id: number;
  readonly tag: number;
  /** Result and matched name, of everything but an entry. */
  readonly code: number;
  readonly matched: string;
  /** Of an entry. */
  readonly dn: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly controls: readonly { readonly oid: string; readonly value: string }[];
}

export interface RawClient {
  readonly socket: Socket;
  send(bytes: Buffer | string): void;
  /** The next message; rejects when the connection closes before. */
  next(): Promise<Answer>;
  readonly closed: Promise<void>;
}

export function rawClient(port: number): RawClient {
  const socket = connect(port, '127.0.0.1');
  const frames = createFrames(10_000_000);
  const arrived: Answer[] = [];
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.on('data', (chunk) =>
    frames.push(chunk, (message) => {
      const answer = readAnswer(message);
      const first = waiting.shift();
      if (first) first.resolve(answer);
      else arrived.push(answer);
    }),
  );
  void closed.then(() => {
    for (const { reject } of waiting) reject(new Error('The connection was closed.'));
  });
  return {
    socket,
    closed,
    send: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes),
    next: () => {
      const answer = arrived.shift();
      if (answer) return Promise.resolve(answer);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
  };
}

function readAnswer(message: Buffer): Answer {
  const envelope = new BerReader(message).enter(0x30);
  const id = envelope.integer();
  const tag = envelope.peek();
  const body = envelope.enter(tag);
  const entry = tag === 0x64;
  const code = entry ? -1 : body.integer(0x0a);
  const name = body.text(0x04);
  const values: Record<string, string[]> = {};
  if (entry) {
    const list = body.enter(0x30);
    while (!list.atEnd) {
      const one = list.enter(0x30);
      const type = one.text(0x04);
      const set = one.enter(0x31);
      const found: string[] = [];
      while (!set.atEnd) found.push(set.text(0x04));
      values[type] = found;
    }
  }
  const controls: { oid: string; value: string }[] = [];
  if (envelope.peek() === 0xa0) {
    const list = envelope.enter(0xa0);
    while (!list.atEnd) {
      const one = list.enter(0x30);
      const oid = one.text(0x04);
      controls.push({ oid, value: one.bytes(0x04).toString('hex') });
    }
  }
  return { id, tag, code, matched: entry ? '' : name, dn: entry ? name : '', values, controls };
}
