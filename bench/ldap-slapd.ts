import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { syntheticContacts } from './synthetic-directory.ts';

// OpenLDAP's slapd with the same contacts, indexed for the same searches.

const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `/etc/ldap/schema/${name}.schema`);
export const hasSlapd = existsSync('/usr/sbin/slapd') && schemas.every((file) => existsSync(file));

export interface Slapd {
  readonly port: number;
  readonly pid: number;
  readonly bindName: string;
  readonly password: string;
  stop(): Promise<void>;
}

export async function startSlapd(folder: string, count: number, seed: number, port: number): Promise<Slapd> {
  const data = path.join(folder, 'slapd');
  mkdirSync(data);
  const config = path.join(folder, 'slapd.conf');
  const ldif = path.join(folder, 'contacts.ldif');
  writeFileSync(config, configText(folder, data));
  writeFileSync(ldif, ldifText(count, seed));
  const added = spawnSync('/usr/sbin/slapadd', ['-q', '-f', config, '-l', ldif], { encoding: 'utf8' });
  if (added.status !== 0) throw new Error(`slapadd failed: ${added.stderr.slice(0, 1_000)}`);
  const child = spawn('/usr/sbin/slapd', ['-d', '0', '-f', config, '-h', `ldap://127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listens(port);
  return {
    port,
    pid: child.pid ?? 0,
    bindName: 'cn=admin,dc=directory',
    password: 'secret',
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

const configText = (folder: string, data: string) => `
${schemas.map((file) => `include ${file}`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb.la
pidfile ${folder}/slapd.pid
argsfile ${folder}/slapd.args
loglevel none
sizelimit unlimited
database mdb
maxsize 2147483648
suffix "dc=directory"
rootdn "cn=admin,dc=directory"
rootpw secret
directory ${data}
index objectClass eq
index cn,sn,telephoneNumber,mobile eq,sub
`;

function ldifText(count: number, seed: number): string {
  const entries = [
    'dn: dc=directory\nobjectClass: dcObject\nobjectClass: organization\ndc: directory\no: directory\n',
  ];
  for (const { id, fields, phones } of syntheticContacts(count, seed)) {
    const name = [fields.firstName, fields.lastName].filter(Boolean).join(' ') || fields.company || id;
    const lines = [
      line('dn', `uid=${id},dc=directory`),
      'objectClass: inetOrgPerson',
      line('uid', id),
      line('cn', name),
      line('sn', fields.lastName || fields.company || name),
      ...(fields.firstName ? [line('givenName', fields.firstName)] : []),
      ...(fields.company ? [line('o', fields.company)] : []),
      ...fields.emails.map(({ email }) => line('mail', email)),
      ...phones.map(({ number }, position) => line(position === 1 ? 'mobile' : 'telephoneNumber', number)),
    ];
    entries.push(`${lines.join('\n')}\n`);
  }
  return entries.join('\n');
}

const line = (name: string, value: string) =>
  /^[ -~]*$/.test(value) && !/^[ :<]/.test(value)
    ? `${name}: ${value}`
    : `${name}:: ${Buffer.from(value).toString('base64')}`;

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await delay(100);
  }
  throw new Error('slapd does not listen.');
}
