import { bindDn, type Provisioning, passwordPlace, suffix, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const grandstreamSettings: Provisioning = {
  vendor: 'grandstream',
  title: 'Grandstream',
  hint:
    'Phonebook → Phonebook Management: the path stands without http:// and the phone appends /phonebook.xml. One book holds 1,000 ' +
    'contacts. Searching while dialling needs LDAP.',
  snippets: (doors) => {
    const secure = doors.base.startsWith('https:');
    const path = `${doors.base.replace(/^https?:\/\//, '')}/grandstream`;
    return [
      url('Phonebook XML server path', path),
      xmlSettings('Phone book', within, [
        ['P330', secure ? '3' : '1'],
        ['P331', path],
        ['P332', '60'],
        ['P333', '1'],
      ]),
      doors.ldap &&
        xmlSettings('LDAP', within, [
          ['P8020', doors.host],
          ['P8021', String(doors.ldap.port)],
          ['P8022', suffix],
          ['P8023', bindDn(doors)],
          ['P8024', passwordPlace],
          ['P8025', '(|(telephoneNumber=%)(mobile=%))'],
          ['P8026', '(|(cn=%)(sn=%))'],
          // Said aloud: after a factory reset some phones fall back to version 2.
          ['P8027', '3'],
          ['P8028', 'cn sn'],
          ['P8029', 'telephoneNumber mobile'],
          ['P8030', '%cn'],
          ['P8031', '50'],
          ['P8032', '15'],
          ['P8033', '1'],
          ['P8034', '1'],
          ['P8035', '1'],
          ['P8036', 'cn'],
          ['P8037', doors.ldap.secure ? '1' : '0'],
        ]),
    ];
  },
};

const within = [
  { name: 'gs_provision', attributes: { version: '1' } },
  { name: 'config', attributes: { version: '1' } },
];
