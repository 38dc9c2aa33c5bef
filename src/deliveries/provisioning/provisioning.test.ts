import path from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { phoneBook } from '../../../test/phone-book.ts';
import { threeCxTemplate } from '../caller-lookup/three-cx-template.ts';
import { createPhoneTools } from '../phone-tools.ts';

const tools = (ldap: { port: number | null; tlsPort: number | null }) =>
  createPhoneTools({
    directory: phoneBook([]),
    ldap: () => ldap,
    localHost: '127.0.0.1',
    httpsPort: null,
    hasCertificate: ldap.tlsPort !== null,
    now: () => new Date(0),
  });
const origin = 'http://pbx.example:8080';
const settings = tools({ port: 1389, tlsPort: null }).settings('phone-0123456789', origin);
const golden = (name: string) => path.resolve(import.meta.dirname, '../../../test/golden', name);

describe.each(settings)('$vendor', ({ vendor, snippets, hint }) => {
  test('are what their golden file says', async () => {
    const text = snippets.map((snippet) => `# ${snippet.title}\n${snippet.text}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(golden(`settings/${vendor}.txt`));
    expect(hint.length).toBeGreaterThan(20);
    expect(snippets.length).toBeGreaterThan(0);
  });

  test('hold well-formed XML, also once the credentials are put in', () => {
    for (const { language, text } of snippets) {
      if (language !== 'xml') continue;
      const filled = text
        .replaceAll('{{token}}', '0'.repeat(26))
        .replaceAll('{{ldapPassword}}', '0'.repeat(26));
      XmlDocument.fromString(filled).dispose();
    }
  });
});

test('with a certificate phones are told to use LDAPS, without LDAP nothing of it', () => {
  const all = tools({ port: 1389, tlsPort: 1636 }).settings('phone-1', origin);
  const secure = JSON.stringify(all.filter(({ vendor }) => vendor !== 'cisco'));
  expect(secure).toContain('ldap.tls_mode = 2');
  expect(secure).toContain('ldaps://pbx.example:1636');
  expect(secure).not.toContain('1389');
  const off = tools({ port: null, tlsPort: null }).settings('phone-1', origin);
  expect(JSON.stringify(off.filter(({ vendor }) => vendor !== 'linphone' && vendor !== 'ldap'))).not.toMatch(
    /ldapPassword/,
  );
});

test('a Cisco, which knows StartTLS and no LDAPS, is never sent to the port of LDAPS', () => {
  const cisco = (ports: { port: number | null; tlsPort: number | null }) =>
    tools(ports)
      .settings('phone-1', origin)
      .find(({ vendor }) => vendor === 'cisco')!
      .snippets.map(({ text }) => text)
      .join('\n');
  const both = cisco({ port: 1389, tlsPort: 1636 });
  expect(both).toContain('<LDAP_Server ua="na">pbx.example:1389</LDAP_Server>');
  expect(both).toContain('<LDAP_StartTLS_Enable ua="na">Yes</LDAP_StartTLS_Enable>');
  expect(cisco({ port: 1389, tlsPort: null })).not.toContain('StartTLS');
  expect(cisco({ port: null, tlsPort: 1636 })).not.toContain('LDAP_Server');
});

test('no Yealink filter is longer than the phone takes', () => {
  const text = settings
    .find(({ vendor }) => vendor === 'yealink')!
    .snippets.map((one) => one.text)
    .join('\n');
  for (const [, filter = ''] of text.matchAll(/_filter = (.*)/g)) expect(filter.length).toBeLessThan(100);
});

test('the 3CX template is what its golden file says', async () => {
  const template = threeCxTemplate(`${origin}/p/0123456789abcdefghjkmnpqrs`, 'DE');
  XmlDocument.fromString(template).dispose();
  await expect(template).toMatchFileSnapshot(golden('3cx/template.xml'));
});
