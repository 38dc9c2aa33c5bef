import { bindDn, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const ciscoSettings: Provisioning = {
  vendor: 'cisco',
  title: 'Cisco',
  hint:
    'Enterprise firmware: the address goes into SEP<MAC>.cnf.xml. SPA and MPP: into the flat profile, or Voice → Phone → XML ' +
    'Service. The form of the LDAP filters and of host:port is not confirmed for every model: leave the filters empty if yours refuses them. With a certificate LDAP is asked over StartTLS, which older firmware does not know.',
  snippets: (doors) => [
    url('Directory address', `${doors.base}/cisco`),
    // The phone appends `locale=…&name=…` to whatever stands here.
    xmlSettings('SEP<MAC>.cnf.xml', [], [['directoryURL', `${doors.base}/cisco`]]),
    xmlSettings(
      'SPA and MPP profile: XML directory',
      [{ name: 'flat-profile' }],
      [
        ['XML_Directory_Service_Name', 'Company'],
        ['XML_Directory_Service_URL', `${doors.base}/cisco/search`],
      ],
      { ua: 'na' },
    ),
    doors.ldap && doors.ldap.plainPort !== null
      ? xmlSettings(
          'SPA and MPP profile: LDAP',
          [{ name: 'flat-profile' }],
          [
            ['LDAP_Dir_Enable', 'Yes'],
            ['LDAP_Corp_Dir_Name', 'Company'],
            ['LDAP_Server', `${doors.host}:${doors.ldap.plainPort}`],
            // Newer firmware knows StartTLS; no firmware was seen that knows LDAPS.
            ...(doors.ldap.secure ? [['LDAP_StartTLS_Enable', 'Yes'] as const] : []),
            ['LDAP_Search_Base', suffix],
            ['LDAP_Auth_Method', 'Simple'],
            ['LDAP_Client_DN', bindDn(doors)],
            ['LDAP_Username', doors.ldapUsername],
            ['LDAP_Password', passwordPlace],
            ['LDAP_Last_Name_Filter', 'sn:(sn=*$VALUE*)'],
            ['LDAP_First_Name_Filter', 'givenName:(givenName=*$VALUE*)'],
            [
              'LDAP_Display_Attrs',
              'a=givenName,n=First;a=sn,n=Last;a=telephoneNumber,n=Office,t=p;a=mobile,n=Mobile,t=p',
            ],
          ],
          { ua: 'na' },
        )
      : null,
  ],
};
