import { bindDn, type Provisioning, passwordPlace, suffix } from './doors.ts';

export const ldapSettings: Provisioning = {
  vendor: 'ldap',
  title: 'LDAP in general',
  hint: 'For every phone and program that reads LDAP. The bare user name works as bind name too.',
  snippets: (doors) => [
    doors.ldap && {
      title: 'Connection',
      language: 'text',
      text: [
        `Server: ${doors.host}`,
        `Port: ${doors.ldap.port}${doors.ldap.secure ? ' (LDAPS)' : ''}`,
        `Base: ${suffix}`,
        `Bind name: ${bindDn(doors)}`,
        `Password: ${passwordPlace}`,
        'Name filter: (|(cn=%)(sn=%))',
        'Number filter: (|(telephoneNumber=%)(mobile=%)(homePhone=%))',
        'Name attributes: cn sn givenName',
        'Number attributes: telephoneNumber mobile homePhone',
      ].join('\n'),
    },
    doors.ldap && {
      title: 'Try it',
      language: 'text',
      text: `ldapsearch -x -H ${doors.ldap.secure ? 'ldaps' : 'ldap'}://${doors.host}:${doors.ldap.port} -D '${bindDn(doors)}' -w '${passwordPlace}' -b ${suffix} '(cn=*)' cn telephoneNumber`,
    },
  ],
};
