import { bindDn, ini, ldapUrl, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const acrobitsSettings: Provisioning = {
  vendor: 'acrobits',
  title: 'Acrobits / Groundwire',
  hint: 'Account provisioning: web-service contacts. The token is in the address, so no user name is needed.',
  snippets: (doors) => [
    url('wsContactsUrl', `${doors.base}/acrobits.json`),
    xmlSettings('Provisioning XML', [], [['wsContactsUrl', `${doors.base}/acrobits.json`]]),
  ],
};

export const sessiontalkSettings: Provisioning = {
  vendor: 'sessiontalk',
  title: 'SessionTalk',
  hint: 'Contacts API in the provisioning portal; fetched every half hour. User name and password may stay empty.',
  snippets: (doors) => [url('Contacts API', `${doors.base}/sessiontalk.json`)],
};

export const zoiperSettings: Provisioning = {
  vendor: 'zoiper',
  title: 'Zoiper',
  hint: 'Zoiper 5: Settings → Contacts → add a contact service of the type XML, without authentication.',
  snippets: (doors) => [url('XML contact service', `${doors.base}/zoiper.xml`)],
};

export const microsipSettings: Provisioning = {
  vendor: 'microsip',
  title: 'MicroSIP',
  hint: 'Settings → Directory of users.',
  snippets: (doors) => [url('Users directory', `${doors.base}/microsip.xml`)],
};

export const linphoneSettings: Provisioning = {
  vendor: 'linphone',
  title: 'Linphone',
  hint:
    'Linphone reads LDAP. It drops the name of a caller when the number is written otherwise than the caller’s: set this device’s number format to what ' +
    'your phone system presents.',
  snippets: (doors) => [
    doors.ldap &&
      ini(
        'linphonerc',
        '[ldap_0]',
        'enable=1',
        `server=${ldapUrl(doors)}`,
        `base_object=${suffix}`,
        `bind_dn=${bindDn(doors)}`,
        `password=${passwordPlace}`,
        'auth_method=1',
        'filter=(cn=*%s*)',
        'name_attribute=cn',
        'sip_attribute=mobile,telephoneNumber,homePhone',
        'max_results=50',
      ),
  ],
};
