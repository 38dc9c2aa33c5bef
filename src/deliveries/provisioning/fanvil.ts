import { element, xmlBlock } from '../phone-xml/xml.ts';
import { bindDn, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const fanvilSettings: Provisioning = {
  vendor: 'fanvil',
  title: 'Fanvil',
  hint: 'Phonebook → Cloud phonebook: the whole book. Older models open the search form in their browser.',
  snippets: (doors) => [
    url('Cloud phone book', `${doors.base}/fanvil.xml`),
    url('Search form', `${doors.base}/fanvil/search`),
    xmlSettings('Cloud phone book', within, [
      fields('xmlContact', [
        ['Name', 'Company'],
        ['Addr', `${doors.base}/fanvil.xml`],
        ['UserName', ''],
        ['PassWd', ''],
        ['Sipline', '-1'],
        ['BindLine', '-1'],
        ['PhonebookType', '0'],
      ]),
    ]),
    doors.ldap &&
      xmlSettings('LDAP', within, [
        fields('ldap', [
          ['Title', 'Company'],
          ['Server', doors.host],
          ['port', String(doors.ldap.port)],
          ['Base', suffix],
          ['UseSSL', doors.ldap.secure ? '1' : '0'],
          ['Version', '3'],
          ['CallingLine', '-1'],
          ['BindLine', '-1'],
          ['InCallSearch', '1'],
          ['OutCallSearch', '1'],
          ['Authenticate', '3'],
          ['Username', bindDn(doors)],
          ['Password', passwordPlace],
          ['TelAttr', 'telephoneNumber'],
          ['MobileAttr', 'mobile'],
          ['OtherAttr', 'homePhone'],
          ['NameAttr', 'cn sn'],
          ['SortAttr', 'cn'],
          ['Displayname', 'cn'],
          ['NumberFilter', '(|(telephoneNumber=%)(mobile=%)(homePhone=%))'],
          ['NameFilter', '(|(cn=%)(sn=%))'],
          ['MaxHits', '50'],
        ]),
      ]),
  ],
};

const within = [{ name: 'sysConf' }, { name: 'phone' }];

const fields = (name: string, values: readonly (readonly [string, string])[]) =>
  xmlBlock(name, { index: 1 }, ...values.map(([key, value]) => element(key, value)));
