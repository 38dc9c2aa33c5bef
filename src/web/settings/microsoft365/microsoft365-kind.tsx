import type { SourceKind } from '../source-kinds.ts';
import { Microsoft365Fields } from './Microsoft365Fields.tsx';
import { Microsoft365Guide } from './Microsoft365Guide.tsx';
import { readMicrosoft365, writeMicrosoft365 } from './microsoft365-values.ts';

export const microsoft365Kind: SourceKind = {
  title: 'Microsoft 365',
  isNamed: false,
  lead: 'The contacts of your company’s Microsoft 365, and its users if you wish. Switchbook only reads; nothing is changed there.',
  eraseSentence:
    'This action will delete all data related to Microsoft 365, including contacts and activities related to those contacts. Are you sure you want to continue with this action?',
  Guide: Microsoft365Guide,
  Fields: Microsoft365Fields,
  read: readMicrosoft365,
  write: writeMicrosoft365,
  check: (values, isSet) => {
    const withCertificate = values.signInBy === 'certificate';
    return {
      ...missing('clientId', values.clientId, 'Enter the Client ID.'),
      ...missing('tenantId', values.tenantId, 'Enter the Tenant ID.'),
      ...(withCertificate || isSet('clientSecret')
        ? {}
        : missing(
            'clientSecret',
            values.clientSecret,
            'Enter the Client Secret: its Value, not the Secret ID.',
          )),
      ...(withCertificate ? missing('certificate', values.certificate, 'Paste the certificate as PEM.') : {}),
      ...(withCertificate && !isSet('certificateKey')
        ? missing(
            'certificateKey',
            values.certificateKey,
            'Paste the private key that belongs to the certificate.',
          )
        : {}),
    };
  },
  fieldOf: (path) => (path.startsWith('exclude.') ? (path.split('.')[1] ?? path) : path),
};

function missing(
  field: string,
  value: string | boolean | undefined,
  message: string,
): Record<string, string> {
  return String(value ?? '').trim() === '' ? { [field]: message } : {};
}
