import { elementWith } from '../phone-xml/xml.ts';
import { ini, type Provisioning, url } from './doors.ts';
import { xmlSettings } from './xml-settings.ts';

export const mitelSettings: Provisioning = {
  vendor: 'mitel',
  title: 'Mitel / Aastra',
  hint: 'Models 6863i to 6970: into the configuration file, or onto a soft key of the type XML.',
  snippets: (doors) => [
    url('Search form', `${doors.base}/mitel`),
    ini('aastra.cfg', `directory script: ${doors.base}/mitel`),
  ],
};

export const htekSettings: Provisioning = {
  vendor: 'htek',
  title: 'Htek',
  hint: 'Directory → Remote phone book. The phone writes what somebody types behind the address.',
  snippets: (doors) => [
    url('Remote phone book', `${doors.base}/htek.xml?q=`),
    xmlSettings(
      'Remote phone book',
      [{ name: 'hl_provision' }, { name: 'config' }],
      [
        elementWith('P4401', { para: 'RemotePhoneBook1_Url' }, `${doors.base}/htek.xml?q=`),
        elementWith('P3316', { para: 'RemotePhoneBook1_Name' }, 'Company'),
      ],
    ),
  ],
};
