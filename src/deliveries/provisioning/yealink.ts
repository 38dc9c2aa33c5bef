import { bindDn, ini, type Provisioning, passwordPlace, suffix, url } from './doors.ts';

export const yealinkSettings: Provisioning = {
  vendor: 'yealink',
  title: 'Yealink',
  hint:
    'Paste into the phone’s configuration file, or enter the address under Directory → Remote Phone Book. An incoming call is ' +
    'matched with the text of the number: set this device’s number format to what your phone system presents.',
  snippets: (doors) => [
    url('Remote phone book, whole', `${doors.base}/yealink.xml`),
    url('Remote phone book, searched on the server', `${doors.base}/yealink.xml?q=#SEARCH`),
    ini(
      '<mac>.cfg: remote phone book',
      '#!version:1.0.0.1',
      'features.remote_phonebook.enable = 1',
      'features.remote_phonebook.enter_update_enable = 1',
      'features.remote_phonebook.flash_time = 3600',
      'remote_phonebook.data.1.name = Company',
      `remote_phonebook.data.1.url = ${doors.base}/yealink.xml`,
    ),
    doors.ldap &&
      ini(
        '<mac>.cfg: LDAP',
        'ldap.enable = 1',
        `ldap.host = ${doors.host}`,
        `ldap.port = ${doors.ldap.port}`,
        'ldap.version = 3',
        `ldap.tls_mode = ${doors.ldap.secure ? 2 : 0}`,
        `ldap.base = ${suffix}`,
        `ldap.user = ${bindDn(doors)}`,
        `ldap.password = ${passwordPlace}`,
        // Yealink takes at most 99 characters a filter.
        'ldap.name_filter = (|(cn=%)(sn=%)(givenName=%))',
        'ldap.number_filter = (|(telephoneNumber=%)(mobile=%)(homePhone=%))',
        'ldap.name_attr = cn sn givenName',
        'ldap.numb_attr = telephoneNumber mobile homePhone',
        'ldap.display_name = %cn',
        'ldap.max_hits = 50',
        'ldap.search_type = 1',
        'ldap.ldap_sort = 1',
        'ldap.call_in_lookup = 1',
        'ldap.call_out_lookup = 1',
        'directory_setting.ldap.enable = 1',
        'search_in_dialing.ldap.enable = 1',
      ),
  ],
};
