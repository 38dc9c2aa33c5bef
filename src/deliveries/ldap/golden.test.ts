import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binds, requests } from '../../../test/golden/ldap-messages.ts';
import { type Answer, type RawClient, startTestLdap } from '../../../test/ldap-server.ts';

// Messages of real clients, byte for byte. Compared are results, matched names, entries and controls, never the words.

let server: Awaited<ReturnType<typeof startTestLdap>>;
beforeAll(async () => {
  server = await startTestLdap([
    ['Ada', 'Archer', { work: '1001', mobile: '+44 7700 900001' }],
    ['Bob', 'Barker', { work: '1002', mobile: '+44 7700 900002' }],
    ['Cleo', 'Cole', { work: '1003', mobile: '+44 7700 900003' }],
    ['Dora', 'Dale', { work: '1004', mobile: '+44 7700 900004' }],
    ['Zoe', 'Abbot', { work: '1005', mobile: '+44 7700 900005' }],
  ]);
});
afterAll(() => server.stop());

const bind = binds['a name and its password'] ?? '';

/** Everything up to the end of the operation, on a connection that is bound unless `anonymous`. */
async function ask(request: string, { anonymous = false } = {}): Promise<Answer[]> {
  const client = server.rawClient();
  if (!anonymous) await exchange(client, bind);
  const answers = await exchange(client, request);
  client.socket.destroy();
  return answers;
}

async function exchange(client: RawClient, request: string): Promise<Answer[]> {
  client.send(request);
  const answers = [await client.next()];
  while (answers.at(-1)?.tag === 0x64) answers.push(await client.next());
  return answers;
}

const done = (answers: readonly Answer[]) => answers.at(-1);
const found = (answers: readonly Answer[], name: string) =>
  answers.slice(0, -1).map(({ values }) => values[name]?.[0]);

test.each([
  ['version 3, anonymous', 0],
  ['version 2, anonymous: OpenLDAP refuses it', 0],
  ['a name and its password', 0],
  ['a wrong password', 49],
  ['a name without a password', 53],
  ['a bare name: OpenLDAP refuses it', 0],
  ['a length of two octets', 0],
  ["a length of four octets, as Active Directory's libraries write it", 0],
])('a bind with %s ends with %i', async (name, code) => {
  const [answer] = await ask(binds[name] ?? '', { anonymous: true });
  expect(answer).toMatchObject({ id: 1, tag: 0x61, code, matched: '' });
});

describe('searches', () => {
  test('the root tells its controls, also before a bind', async () => {
    const answers = await ask(requests.rootSupportedControl, { anonymous: true });
    expect(answers[0]?.values.supportedControl).toEqual([
      '1.2.840.113556.1.4.473',
      '2.16.840.1.113730.3.4.9',
      '1.2.840.113556.1.4.319',
    ]);
    expect(done(answers)).toMatchObject({ tag: 0x65, code: 0 });
  });

  test('what a name starts with', async () => {
    const answers = await ask(requests.initial);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({
      id: 2,
      dn: 'uid=u1,ou=central,dc=directory',
      values: { cn: ['Ada Archer'], sn: ['Archer'], telephoneNumber: ['1001'], mobile: ['+447700900001'] },
    });
    expect(done(answers)).toMatchObject({ tag: 0x65, code: 0 });
  });

  test('a piece and the end of a number, written with spaces', async () => {
    expect(found(await ask(requests.any), 'cn')).toEqual(['Cleo Cole']);
    expect(found(await ask(requests.final), 'cn')).toEqual(['Cleo Cole']);
  });

  test('Polycom, which OpenLDAP answers with nobody', async () => {
    expect(found(await ask(requests.polycom), 'sn')).toEqual(['Archer', 'Abbot']);
  });

  test('what is undefined finds nobody and is no mistake', async () => {
    expect(await ask(requests.bitRule)).toMatchObject([{ tag: 0x65, code: 0 }]);
    // Here `extension` is known, as Polycom asks for it: nobody has 110.
    expect(await ask(requests.notUnknown)).toHaveLength(6);
  });

  test('a base that is not there', async () => {
    expect(await ask(requests.unknownBase)).toMatchObject([{ code: 32, matched: 'dc=directory' }]);
  });

  test('two entries without attributes, and that there are more', async () => {
    const answers = await ask(requests.sizeLimit);
    expect(answers.map(({ dn, code, values }) => [dn, code, values])).toEqual([
      ['uid=u1,ou=central,dc=directory', -1, {}],
      ['uid=u2,ou=central,dc=directory', -1, {}],
      ['', 4, {}],
    ]);
  });

  test('unknown controls: critical or ignored', async () => {
    expect(await ask(requests.criticalControl)).toMatchObject([{ code: 12 }]);
    expect(done(await ask(requests.ignoredControl))).toMatchObject({ code: 0 });
  });

  test('a sorted list view, and one past its end', async () => {
    const answers = await ask(requests.listView);
    expect(found(answers, 'sn')).toEqual(['Abbot', 'Archer']);
    expect(done(answers)).toMatchObject({
      code: 0,
      controls: [
        { oid: '1.2.840.113556.1.4.474', value: '30030a0100' },
        { oid: '2.16.840.1.113730.3.4.10', value: '30090201010201050a0100' },
      ],
    });
    const past = await ask(requests.listViewPastEnd);
    expect(found(past, 'sn')).toEqual(['Dale']);
    expect(done(past)).toMatchObject({ code: 0, controls: [{}, { value: '30090201050201050a0100' }] });
  });

  test('pages', async () => {
    const client = server.rawClient();
    await exchange(client, bind);
    const first = await exchange(client, requests.firstPage);
    expect(found(first, 'cn')).toHaveLength(3);
    const control = done(first)?.controls[0]?.value ?? '';
    const cookie = control.slice(-16);
    expect(control.slice(0, -16)).toBe('300d0201000408');
    const last = await exchange(client, requests.lastPage.replace('0500000000000000', cookie));
    expect(found(last, 'cn')).toHaveLength(2);
    expect(done(last)?.controls[0]?.value).toBe('30050201000400');
    client.socket.destroy();
  });
});

test('Who am I, StartTLS without a certificate, and writing', async () => {
  expect(await ask(requests.whoAmI, { anonymous: true })).toMatchObject([{ tag: 0x78, code: 0 }]);
  expect(await ask(requests.startTls)).toMatchObject([{ tag: 0x78, code: 2 }]);
  expect(await ask(requests.deletion)).toMatchObject([{ tag: 0x6b, code: 53 }]);
});

test('after an unbind the server closes, with what it had to say', async () => {
  const client = server.rawClient();
  client.send(bind + requests.initial + requests.unbind);
  expect(await client.next()).toMatchObject({ tag: 0x61, code: 0 });
  expect(await client.next()).toMatchObject({ tag: 0x64 });
  expect(await client.next()).toMatchObject({ tag: 0x65, code: 0 });
  await client.closed;
});

test('an abandoned search says nothing more', async () => {
  const client = server.rawClient();
  client.send(bind + requests.initial + requests.abandon + requests.whoAmI);
  expect(await client.next()).toMatchObject({ tag: 0x61 });
  expect(await client.next()).toMatchObject({ tag: 0x78 });
  client.socket.destroy();
});
