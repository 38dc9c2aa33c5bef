// The server of bench/ldap.ts, a process of its own: the phone index and LDAP, as main starts them.
import { setTimeout as delay } from 'node:timers/promises';
import { findDeviceByLdapLogin } from '../src/access/devices.ts';
import { connect } from '../src/database/connect.ts';
import { startLdap } from '../src/deliveries/ldap/start-ldap.ts';
import { startPhoneIndex } from '../src/directory/phone-index/phone-index.ts';
import type { TenantId } from '../src/domain/ids.ts';

const [url = '', tenantId = ''] = process.argv.slice(2);
const { db } = connect(url);
const log = { info: () => {}, warn: (details: object, message: string) => console.error(message, details) };
const index = startPhoneIndex({ db, url, log });
const before = await held();
const began = performance.now();
const { book } = await index.open(tenantId as TenantId);
const loadSeconds = Number(((performance.now() - began) / 1000).toFixed(1));
const server = await startLdap({
  db,
  index,
  host: '127.0.0.1',
  port: 0,
  log,
  authenticate: (username, password) => findDeviceByLdapLogin(db, username, password),
});
process.send?.({
  port: server.port,
  contacts: book.size,
  loadSeconds,
  megabytes: Math.round(((await held()) - before) / 1e6),
});
// Asked to, says how long it took to follow the last change.
// The benchmark was stopped: so is this.
process.once('disconnect', () => process.exit(0));
process.on('message', () => {
  void index.refresh(tenantId as TenantId).then(() => process.send?.({ followed: true }));
});

async function held(): Promise<number> {
  globalThis.gc?.();
  // Memory outside of the heap is given back in the background.
  await delay(500);
  globalThis.gc?.();
  await delay(500);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
