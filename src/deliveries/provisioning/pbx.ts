import { elementWith, type Xml } from '../phone-xml/xml.ts';
import { type Provisioning, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const asteriskSettings: Provisioning = {
  vendor: 'asterisk',
  title: 'Asterisk',
  hint: 'In the context that incoming calls reach. It tests the length of the answer and not its text: a name may hold signs that end an expression.',
  snippets: (doors) => [
    {
      title: 'extensions.conf',
      language: 'ini',
      text: [
        'exten => _X.,1,Set(CURLOPT(conntimeout)=1)',
        ' same => n,Set(CURLOPT(httptimeout)=2)',
        ` same => n,Set(CNAM=\${CURL(${doors.base}/lookup?number=\${URIENCODE(\${CALLERID(num)})}&max=30)})`,
        ` same => n,GotoIf($[\${LEN(\${CNAM})} = 0]?done)`,
        ` same => n,Set(CALLERID(name)=\${CNAM})`,
        ' same => n(done),NoOp()',
      ].join('\n'),
    },
  ],
};

export const freepbxSettings: Provisioning = {
  vendor: 'freepbx',
  title: 'FreePBX and Superfecta',
  hint:
    'Admin → CallerID Lookup Sources: a source of the type HTTP or HTTPS with these parts; then choose it on the inbound route. The fallback keeps the ' +
    'carrier’s name when nobody is found. Superfecta: a source “Regular Expressions 1” with the address and the pattern ^(.+)$.',
  snippets: (doors) => {
    const { hostname, port, pathname, protocol } = new URL(doors.base);
    return [
      {
        title: 'CallerID Lookup Source',
        language: 'text',
        text: [
          `Source type: ${protocol === 'https:' ? 'HTTPS' : 'HTTP'}`,
          `Host: ${hostname}`,
          `Port: ${port || (protocol === 'https:' ? '443' : '80')}`,
          `Path: ${decodeURIComponent(pathname).replace(/^\//, '')}/lookup`,
          'Query: number=[NUMBER]&fallback=[NAME]',
        ].join('\n'),
      },
      url('Superfecta', `${doors.base}/lookup?number=$thenumber`),
    ];
  },
};

export const freeswitchSettings: Provisioning = {
  vendor: 'freeswitch',
  title: 'FreeSWITCH and FusionPBX',
  hint: 'mod_cidlookup must be loaded. It sends digits only, which are read in the country of your company.',
  snippets: (doors) => {
    const parameter = (name: string, value: string): Xml => elementWith('param', { name, value });
    const settings = [
      parameter('url', `${doors.base}/lookup?number=\${caller_id_number}`),
      parameter('cache', 'false'),
    ];
    return [
      xmlSettings(
        'autoload_configs/cidlookup.conf.xml',
        [
          { name: 'configuration', attributes: { name: 'cidlookup.conf', description: 'Caller names' } },
          { name: 'settings' },
        ],
        settings,
      ),
      xmlSettings(
        'Dialplan',
        [],
        [elementWith('action', { application: 'cidlookup', data: `\${caller_id_number}` })],
      ),
    ];
  },
};

export const kamailioSettings: Provisioning = {
  vendor: 'kamailio',
  title: 'Kamailio',
  hint: 'With the modules http_client and uac. The signatures are as their documentation says; not confirmed by a run.',
  snippets: (doors) => [
    {
      title: 'kamailio.cfg',
      language: 'text',
      text: [
        `$var(url) = "${doors.base}/lookup?max=30&number=" + $(fU{s.escape.param});`,
        'http_client_query("$var(url)", "$var(cn)");',
        'if ($var(cn) != "") {',
        '    uac_replace_from("$var(cn)", "");',
        '}',
      ].join('\n'),
    },
  ],
};

export const threeCxSettings: Provisioning = {
  vendor: '3cx',
  title: '3CX',
  hint: 'Download the template from this address and upload it under Settings → CRM → Add template. It carries this device’s token: one template a device.',
  snippets: (doors) => [url('CRM template', `${doors.base}/3cx-template.xml`)],
};

export const otherSettings: Provisioning = {
  vendor: 'other',
  title: 'Another phone or program',
  hint: 'A plain GET answers with the name of a caller, or with nothing. format=json gives everything that is known. Anything that reads LDAP can search.',
  snippets: (doors) => [
    url('Caller lookup', `${doors.base}/lookup?number=`),
    url('Caller lookup, JSON', `${doors.base}/lookup?format=json&number=`),
  ],
};
