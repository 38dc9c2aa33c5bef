// The load generator of bench/ldap.ts, a process of its own: eight connections, each with one search under way.
import { connect, type Socket } from 'node:net';
import { createBerWriter } from '../src/deliveries/ldap/ber-writer.ts';

export interface LoadOrder {
  readonly port: number;
  readonly bindName: string;
  readonly password: string;
  readonly connections: number;
  readonly warmMs: number;
  readonly measureMs: number;
  /** One or more attributes, of which any may match. */
  readonly searches: readonly { readonly kind: 'equal' | 'initial' | 'any'; readonly value: string }[];
  readonly attributes: readonly string[];
}

export interface LoadFigures {
  readonly perSecond: number;
  readonly entries: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly refused: number;
  /** Share of one processor that the generator itself took: near 1, it measures itself. */
  readonly clientBusy: number;
}

process.once('message', (order: LoadOrder) => {
  void run(order).then((figures) => process.send?.(figures, () => process.exit(0)));
});

async function run(order: LoadOrder): Promise<LoadFigures> {
  const requests = order.searches.map((search) => searchRequest(search, order.attributes));
  const times: number[] = [];
  let entries = 0;
  let refused = 0;
  const start = performance.now() + order.warmMs;
  const end = start + order.measureMs;
  let next = 0;
  const busyBefore = process.cpuUsage();

  const serve = (socket: Socket) =>
    new Promise<void>((resolve, reject) => {
      let sentAt = 0;
      let found = 0;
      let rest: Buffer = Buffer.alloc(0);
      const ask = () => {
        sentAt = performance.now();
        if (sentAt >= end) return socket.end(() => resolve());
        found = 0;
        socket.write(requests[next++ % requests.length]!);
      };
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
        let at = 0;
        for (;;) {
          const message = messageAt(rest, at);
          if (!message) break;
          at += message.length;
          if (message.tag === 0x64) found += 1;
          if (message.tag === 0x61 && message.code !== 0)
            reject(new Error(`The bind ended with ${message.code}.`));
          if (message.tag === 0x61) ask();
          if (message.tag === 0x65) {
            if (sentAt >= start) {
              times.push(performance.now() - sentAt);
              entries += found;
              if (message.code !== 0 && message.code !== 4) refused += 1;
            }
            ask();
          }
        }
        rest = rest.subarray(at);
      });
      socket.write(bindRequest(order.bindName, order.password));
    });

  await Promise.all(
    Array.from({ length: order.connections }, () =>
      serve(connect({ port: order.port, host: '127.0.0.1', noDelay: true })),
    ),
  );
  const { user, system } = process.cpuUsage(busyBefore);
  times.sort((one, other) => one - other);
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  return {
    perSecond: Math.round(times.length / (order.measureMs / 1000)),
    entries: Number((entries / Math.max(1, times.length)).toFixed(1)),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(0.999999),
    refused,
    clientBusy: Number(((user + system) / 1000 / (order.warmMs + order.measureMs)).toFixed(2)),
  };
}

/** The whole message that starts here, its operation, and its result code; null when it is not all there. */
function messageAt(bytes: Buffer, at: number): { length: number; tag: number; code: number } | null {
  const outer = lengthAt(bytes, at + 1);
  if (!outer || at + 1 + outer.octets + outer.length > bytes.length) return null;
  const id = at + 1 + outer.octets;
  const operation = id + 2 + bytes[id + 1]!;
  const inner = lengthAt(bytes, operation + 1);
  return {
    length: 1 + outer.octets + outer.length,
    tag: bytes[operation]!,
    code: inner ? bytes[operation + 1 + inner.octets + 2]! : -1,
  };
}

function lengthAt(bytes: Buffer, at: number): { octets: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { octets: 1, length: first };
  const octets = first & 0x7f;
  if (at + 1 + octets > bytes.length) return null;
  return { octets: 1 + octets, length: bytes.readUIntBE(at + 1, octets) };
}

function bindRequest(name: string, password: string): Buffer {
  const writer = createBerWriter();
  writer.begin(0x30);
  writer.integer(1);
  writer.begin(0x60);
  writer.integer(3);
  writer.octets(name);
  writer.octets(password, 0x80);
  writer.end();
  writer.end();
  return writer.take();
}

function searchRequest(
  { kind, value }: LoadOrder['searches'][number],
  attributes: readonly string[],
): Buffer {
  const writer = createBerWriter();
  writer.begin(0x30);
  writer.integer(2);
  writer.begin(0x63);
  writer.octets('dc=directory');
  writer.integer(2, 0x0a);
  writer.integer(0, 0x0a);
  writer.integer(50);
  writer.integer(0);
  writer.boolean(false);
  writer.begin(0xa1);
  for (const attribute of kind === 'equal' ? ['telephoneNumber', 'mobile'] : ['cn', 'sn']) {
    writer.begin(kind === 'equal' ? 0xa3 : 0xa4);
    writer.octets(attribute);
    if (kind === 'equal') writer.octets(value);
    else {
      writer.begin(0x30);
      writer.octets(value, kind === 'initial' ? 0x80 : 0x81);
      writer.end();
    }
    writer.end();
  }
  writer.end();
  writer.begin(0x30);
  for (const attribute of attributes) writer.octets(attribute);
  writer.end();
  writer.end();
  writer.end();
  return writer.take();
}
