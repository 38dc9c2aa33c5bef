import { type ContactFields, displayName, type EmailLabel, type PhoneLabel } from '../domain/contact.ts';

// vCard 3.0 (RFC 2426), because Outlook and many telephones read no 4.0.

const phoneTypes: Readonly<Record<PhoneLabel, string>> = {
  mobile: 'CELL',
  work: 'WORK,VOICE',
  home: 'HOME,VOICE',
  fax: 'FAX',
  other: 'VOICE',
};
const emailTypes: Readonly<Record<EmailLabel, string>> = {
  private: 'INTERNET,HOME',
  business: 'INTERNET,WORK',
  other: 'INTERNET',
};

/** One card. `read-vcard.ts` reads back what was written; line breaks inside notes come back as LF. */
export function writeVcard(contact: ContactFields): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${[contact.lastName, contact.firstName, contact.middleName].map(escaped).join(';')};;`,
    `FN:${escaped(displayName(contact))}`,
  ];
  if (contact.company || contact.department) {
    lines.push(
      `ORG:${[contact.company, contact.department]
        .filter((text, at) => at === 0 || text)
        .map(escaped)
        .join(';')}`,
    );
  }
  // Others put a company there, see read-card.ts.
  if (contact.department && !contact.company)
    lines.push(`X-SWITCHBOOK-DEPARTMENT:${escaped(contact.department)}`);
  if (contact.jobTitle) lines.push(`TITLE:${escaped(contact.jobTitle)}`);
  for (const { number, label } of contact.phones)
    lines.push(`TEL;TYPE=${phoneTypes[label]}:${escaped(number)}`);
  for (const { email, label } of contact.emails)
    lines.push(`EMAIL;TYPE=${emailTypes[label]}:${escaped(email)}`);
  if (contact.notes) lines.push(`NOTE:${escaped(contact.notes)}`);
  if (contact.type !== 'customer') lines.push(`X-SWITCHBOOK-TYPE:${contact.type}`);
  lines.push('END:VCARD');
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

const escaped = (text: string) =>
  text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r\n|\r|\n/g, '\\n');

/** Lines of at most 75 bytes (RFC 2426, 2.6), never cut inside a character. */
function folded(line: string): string {
  if (line.length <= 75 && /^[\u0020-\u007e]*$/.test(line)) return line;
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 74) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}
