import { declaration, element, elementWith, type Xml, xmlBlock } from '../phone-xml/xml.ts';

// What of the answer becomes what in 3CX. The full list of output types is not confirmed by the vendor's page; these are
// the ones that public templates use.
const outputs = [
  ['FirstName', 'firstName'],
  ['LastName', 'lastName'],
  ['CompanyName', 'company'],
  ['Email', 'email'],
  ['PhoneBusiness', 'phoneBusiness'],
  ['PhoneBusiness2', 'phoneBusiness2'],
  ['PhoneMobile', 'phoneMobile'],
  ['PhoneMobile2', 'phoneMobile2'],
  ['PhoneHome', 'phoneHome'],
] as const;

/** The server-side CRM template to upload in 3CX. `base` is `http(s)://host/p/<token>`. */
export function threeCxTemplate(base: string, country: string): string {
  const template = xmlBlock(
    'Crm',
    { Country: country, Name: 'Switchbook', Version: 1, SupportsEmojis: 'false' },
    elementWith('Number', { Prefix: 'Plus', MaxLength: '' }),
    elementWith('Connection', { MaxConcurrentRequests: 8 }),
    xmlBlock(
      'Parameters',
      {},
      elementWith('Parameter', {
        Name: 'Address',
        Type: 'String',
        Parent: 'General Configuration',
        Editor: 'String',
        Title: 'Address of the directory',
        Default: base,
      }),
    ),
    elementWith('Authentication', { Type: 'No' }),
    xmlBlock('Scenarios', {}, lookupScenario()),
  );
  return `${declaration}${template.markup}\n`;
}

function lookupScenario(): Xml {
  return xmlBlock(
    'Scenario',
    { Id: '', Type: 'REST' },
    elementWith('Request', {
      Url: '[Address]/lookup?format=3cx&number=[Number]',
      MessagePasses: 0,
      RequestEncoding: 'UrlEncoded',
      RequestType: 'Get',
      ResponseType: 'Json',
    }),
    element('Rules', elementWith('Rule', { Type: 'Any' }, 'contacts.id')),
    xmlBlock(
      'Variables',
      {},
      elementWith('Variable', { Name: 'Id', Path: 'contacts.id' }),
      ...outputs.map(([type, path]) => elementWith('Variable', { Name: type, Path: `contacts.${path}` })),
    ),
    xmlBlock(
      'Outputs',
      { AllowEmpty: 'false' },
      elementWith('Output', { Type: 'EntityId', Value: '[Id]' }),
      elementWith('Output', { Type: 'EntityType', Value: 'Contacts' }),
      ...outputs.map(([type]) => elementWith('Output', { Type: type, Value: `[${type}]` })),
    ),
  );
}
