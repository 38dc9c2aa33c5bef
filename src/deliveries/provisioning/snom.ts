import { elementWith } from '../phone-xml/xml.ts';
import { bindDn, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const snomSettings: Provisioning = {
  vendor: 'snom',
  title: 'Snom',
  hint:
    'From firmware 10.1.178 on: Directory → Remote XML directory. Older phones: the Directory key opens the mini browser. The LDAP filters are ' +
    'for 10.1.27 and newer; older ones want % without the star. On a Snom 300 set the maximum to 25.',
  snippets: (doors) => [
    url('Remote XML directory', `${doors.base}/snom.xml`),
    url('DECT bases (M300 kind)', `${doors.base}/snom-dect.xml`),
    xmlSettings('Mini browser on the Directory key', within, [
      elementWith('dkey_directory', { perm: 'R' }, `url ${doors.base}/snom/menu`),
    ]),
    doors.ldap &&
      xmlSettings(
        'LDAP',
        within,
        [
          ['ldap_server', doors.host],
          ['ldap_port', String(doors.ldap.port)],
          ['ldap_over_tls', doors.ldap.secure ? 'on' : 'off'],
          ['ldap_base', suffix],
          ['ldap_username', bindDn(doors)],
          ['ldap_password', passwordPlace],
          ['ldap_search_filter', '(|(cn=%*)(sn=%*))'],
          ['ldap_number_filter', '(|(telephoneNumber=%*)(mobile=%*)(homePhone=%*))'],
          ['ldap_name_attributes', 'cn sn'],
          ['ldap_number_attributes', 'telephoneNumber mobile homePhone'],
          ['ldap_display_name', '%cn'],
          ['ldap_max_hits', '50'],
          ['ldap_sort_results', 'on'],
        ],
        { perm: '' },
      ),
  ],
};

const within = [{ name: 'settings' }, { name: 'phone-settings' }];
