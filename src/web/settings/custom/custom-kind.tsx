import type { SourceKind } from '../source-kinds.ts';
import { CustomFields } from './CustomFields.tsx';

export const customKind: SourceKind = {
  title: 'Custom',
  isNamed: true,
  lead: 'A contact service of your own: Switchbook asks it for a token, reads all of its contacts once, and then what changed.',
  eraseSentence:
    'This action will delete all data related to this custom contact source, including contacts and activities related to those contacts. Are you sure you want to continue with this action?',
  Fields: CustomFields,
  read: (settings) => ({
    url: String(settings.url ?? ''),
    clientId: String(settings.clientId ?? ''),
    clientSecret: '',
    caCertificate: String(settings.caCertificate ?? ''),
  }),
  write: ({ url, clientId, clientSecret, caCertificate }) => ({
    url: String(url).trim(),
    clientId: String(clientId).trim(),
    ...(clientSecret === '' ? {} : { clientSecret }),
    caCertificate: String(caCertificate).trim(),
  }),
  check: ({ url, clientId, clientSecret, caCertificate }, isSet) => ({
    ...errorIf('url', !isWebAddress(String(url)), 'Enter an address such as https://example.com:5555.'),
    ...errorIf('clientId', String(clientId).trim() === '', 'Enter the Client ID.'),
    ...errorIf('clientSecret', clientSecret === '' && !isSet('clientSecret'), 'Enter the Client Secret.'),
    ...errorIf(
      'caCertificate',
      caCertificate !== '' && !String(caCertificate).includes('-----BEGIN CERTIFICATE-----'),
      'Paste the whole certificate, from -----BEGIN CERTIFICATE----- on.',
    ),
  }),
  fieldOf: (path) => path,
};

function errorIf(field: string, wrong: boolean, message: string): Record<string, string> {
  return wrong ? { [field]: message } : {};
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
