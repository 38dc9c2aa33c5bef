import { elementWith } from '../phone-xml/xml.ts';
import { bindDn, type Doors, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const polycomSettings: Provisioning = {
  vendor: 'polycom',
  title: 'Polycom / Poly',
  hint:
    'The corporate directory (LDAP) is the main way. The contact directory file needs the folder below as provisioning server ' +
    '(or CONTACTS_DIRECTORY in the master file; whether every firmware takes a whole address there is not confirmed). It holds 1,000 numbers at most.',
  snippets: (doors) => [
    doors.ldap && xmlSettings('Corporate directory', [{ name: 'polyCorp' }], corporate(doors)),
    url('Folder of the contact directory file', `${doors.base}/polycom/`),
    xmlSettings(
      'Contact directory: read-only',
      [{ name: 'polyContacts' }],
      [elementWith('dir', { 'dir.local.readonly': '1' })],
    ),
    url('Micro browser', `${doors.base}/polycom/browse`),
    xmlSettings(
      'Micro browser page',
      [{ name: 'polyBrowser' }],
      [elementWith('mb', { 'mb.main.home': `${doors.base}/polycom/browse` })],
    ),
  ],
};

function corporate(doors: Doors) {
  const secure = doors.ldap?.secure ?? false;
  const attribute = (n: number, name: string, label: string, type: string, searchable: boolean) => ({
    [`dir.corp.attribute.${n}.name`]: name,
    [`dir.corp.attribute.${n}.label`]: label,
    [`dir.corp.attribute.${n}.type`]: type,
    ...(searchable ? { [`dir.corp.attribute.${n}.searchable`]: '1' } : {}),
  });
  return [
    elementWith('feature', { 'feature.corporateDirectory.enabled': '1' }),
    elementWith('dir', {
      'dir.corp.address': `${secure ? 'ldaps' : 'ldap'}://${doors.host}`,
      'dir.corp.port': doors.ldap?.port ?? '',
      'dir.corp.transport': secure ? 'TLS' : 'TCP',
      'dir.corp.baseDN': suffix,
      'dir.corp.scope': 'sub',
      'dir.corp.filterPrefix': '(objectclass=person)',
      'dir.corp.user': bindDn(doors),
      'dir.corp.password': passwordPlace,
      'dir.corp.pageSize': '32',
      'dir.corp.cacheSize': '128',
      'dir.corp.autoQuerySubmitTimeout': '1',
      'dir.corp.viewPersistence': '0',
      'dir.corp.sortControl': '0',
      'dir.corp.vlv.allow': '1',
      'dir.corp.vlv.sortOrder': 'sn givenName telephoneNumber',
      ...attribute(1, 'sn', 'Last name', 'last_name', true),
      ...attribute(2, 'givenName', 'First name', 'first_name', true),
      ...attribute(3, 'telephoneNumber', 'Office', 'phone_number', true),
      ...attribute(4, 'mobile', 'Mobile', 'phone_number', false),
    }),
  ];
}
