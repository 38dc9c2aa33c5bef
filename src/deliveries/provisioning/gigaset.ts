import { elementWith } from '../phone-xml/xml.ts';
import { bindDn, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

const parameter = (name: string, value: string) => elementWith('param', { name, value });
const within = [{ name: 'provisioning' }, { name: 'nvm' }];

export const gigasetSettings: Provisioning = {
  vendor: 'gigaset',
  title: 'Gigaset',
  hint:
    'Online directory of the N510, N670 and N870 and of IP bases: the address ends with a question mark, behind which the phone writes what it wants. ' +
    'The LDAP names are those of the P8xx.',
  snippets: (doors) => [
    url('Address', `${doors.base}/gigaset?`),
    xmlSettings('N870: online directory', within, [
      parameter('Netdir.1.Activated', '1'),
      parameter('XMLDir.1.ProviderName', 'Company'),
      parameter('XMLDir.1.ServerURL', `${doors.base}/gigaset?`),
      parameter('XMLDir.1.WhitePagesDirName', 'Directory'),
      parameter('XMLDir.1.StartWithListWP', '1'),
    ]),
    doors.ldap &&
      xmlSettings('P8xx: LDAP', within, [
        parameter('NetDir.LDAP.0.Enable', '1'),
        parameter('NetDir.LDAP.0.Server.Address', doors.host),
        parameter('NetDir.LDAP.0.Server.Port', String(doors.ldap.port)),
        parameter('NetDir.LDAP.0.Security', doors.ldap.secure ? '2' : '0'),
        parameter('NetDir.LDAP.0.BaseDN', suffix),
        parameter('NetDir.LDAP.0.Username', bindDn(doors)),
        parameter('NetDir.LDAP.0.Password', passwordPlace),
        parameter('NetDir.LDAP.0.NameFilter', '(|(cn=%)(sn=%))'),
        parameter('NetDir.LDAP.0.NumberFilter', '(|(telephoneNumber=%)(mobile=%)(homePhone=%))'),
        parameter('NetDir.LDAP.0.FirstName', 'givenName'),
        parameter('NetDir.LDAP.0.Surname', 'sn'),
        parameter('NetDir.LDAP.0.PhoneOffice', 'telephoneNumber'),
        parameter('NetDir.LDAP.0.PhoneMobile', 'mobile'),
        parameter('NetDir.LDAP.0.PhoneHome', 'homePhone'),
        parameter('NetDir.LDAP.0.MaxNumberOfSearchResults', '50'),
        parameter('NetDir.LDAP.0.Lookup', '1'),
      ]),
  ],
};
