import { expect, test } from 'vitest';
import { microsoftClouds, microsoftPermissions } from '../../contract/microsoft365-setup.ts';
import { cloudNames, rootsOf } from './clouds.ts';
import { collections } from './collection.ts';
import { microsoft365Settings } from './settings.ts';

const given = { clientId: 'a-client', clientSecret: 'a~secret', tenantId: 'company.example' };
const messages = (settings: object) => {
  const read = microsoft365Settings.safeParse(settings);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('three fields are enough; the rest has its usual value', () => {
  expect(microsoft365Settings.parse(given)).toEqual({
    ...given,
    cloud: 'global',
    includeUsers: false,
    exclude: { domains: [], companies: [], departments: [], names: [] },
  });
});

test('what is missing or cannot be is said at its field', () => {
  expect(messages({})).toEqual(['clientId: Enter the Client ID.', 'tenantId: Enter the Tenant ID.']);
  expect(messages({ ...given, clientSecret: '' })).toEqual([
    'clientSecret: Enter the Client Secret: the Value of it, not the Secret ID.',
  ]);
  expect(messages({ ...given, tenantId: 'common' })[0]).toContain('"common"');
  expect(messages({ ...given, tenantId: 'a/../b' })[0]).toContain('Directory (tenant) ID');
  expect(messages({ ...given, cloud: 'mars' })).toEqual(['cloud: Choose one of the clouds.']);
  expect(messages({ ...given, certificate: 'pem' })).toEqual([
    'certificateKey: Enter the private key that belongs to the certificate.',
  ]);
  expect(messages({ ...given, secret: 'typo' })).toHaveLength(1);
});

test('a field that was emptied is not given; blank rules are none', () => {
  const read = microsoft365Settings.parse({
    ...given,
    cloud: '',
    certificate: null,
    certificateKey: '',
    exclude: { domains: [' ', 'a.example '] },
  });
  expect(read).toMatchObject({ cloud: 'global', exclude: { domains: ['a.example'] } });
  expect(read.certificate).toBeUndefined();
});

test('what was read reads the same again, as the engine does with what is stored', () => {
  const once = microsoft365Settings.parse({ ...given, cloud: 'china', includeUsers: true });
  expect(microsoft365Settings.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
});

test('every cloud has its roots, and the page offers the same clouds', () => {
  expect(microsoftClouds.map(({ value }) => value)).toEqual(cloudNames);
  expect(rootsOf('us-dod', {})).toEqual({
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us/v1.0',
    scope: 'https://dod-graph.microsoft.us/.default',
  });
  expect(rootsOf('global', { loginUrl: 'http://127.0.0.1:1/', graphUrl: 'http://127.0.0.1:2' })).toEqual({
    login: 'http://127.0.0.1:1',
    graph: 'http://127.0.0.1:2/v1.0',
    scope: 'https://graph.microsoft.com/.default',
  });
  expect(microsoftPermissions[0]).toBe(collections.contacts.permission);
});
