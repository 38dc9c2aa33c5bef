import type { Device } from '../../access/device.ts';
import type { PhoneContact, PhoneDirectory } from '../../directory/phone-directory.ts';
import { isCountry } from '../../domain/number.ts';
import { phoneEntry } from '../entries.ts';
import { namedFor } from '../named-for.ts';
import type { Query } from '../phone-xml/format.ts';
import { byLabel, nameParts } from '../phone-xml/names.ts';
import { onOneLine } from '../phone-xml/xml.ts';
import { viewerOf } from '../render-document.ts';
import { cutToCharacters, safeName } from './safe-name.ts';

export interface LookupAnswer {
  readonly contentType: string;
  readonly body: string;
}

const text = 'text/plain; charset=utf-8';
const json = 'application/json; charset=utf-8';

/**
 * The name of a caller. PBXs do not look at the status of an answer and take any body for the name: so nobody found is
 * an empty body (or the `fallback` that was sent), and no error page ever stands in its place.
 */
export async function answerLookup(
  directory: PhoneDirectory,
  device: Device,
  query: Query,
): Promise<LookupAnswer> {
  const found = await findCaller(directory, device, query);
  const contact = found && namedFor(found, device);
  if (query.format === 'json')
    return { contentType: json, body: JSON.stringify({ match: contact && matchOf(contact) }) };
  if (query.format === '3cx') {
    const country = await directory.country(viewerOf(device));
    const contacts = contact ? [threeCx(contact, device, country)] : [];
    return { contentType: json, body: JSON.stringify({ contacts }) };
  }
  if (!contact) {
    return { contentType: text, body: (query.fallback ?? '').replace(/\p{Cc}/gu, '') };
  }
  const name = query.safe === '0' ? onOneLine(contact.displayName) : safeName(contact.displayName);
  const max = /^\d{1,4}$/.test(query.max ?? '') ? Number(query.max) : 0;
  return { contentType: text, body: max > 0 ? cutToCharacters(name, max) : name };
}

async function findCaller(
  directory: PhoneDirectory,
  device: Device,
  query: Query,
): Promise<PhoneContact | null> {
  const number = callerNumber(query.number ?? query.q ?? '');
  if (number === '') return null;
  const country = query.country?.toUpperCase();
  return directory.lookup(
    viewerOf(device),
    number,
    country !== undefined && isCountry(country) ? { country } : undefined,
  );
}

/** A `+` that was not escaped arrives as a space. */
const callerNumber = (sent: string) => (/^ \d/.test(sent) ? `+${sent.trim()}` : sent.trim()).slice(0, 300);

const matchOf = (contact: PhoneContact) => ({
  id: contact.id,
  displayName: contact.displayName,
  firstName: contact.firstName,
  middleName: contact.middleName,
  lastName: contact.lastName,
  company: contact.company,
  department: contact.department,
  jobTitle: contact.jobTitle,
  book: contact.book,
  phones: contact.phones.map(({ number, label, e164, extension, dial, tail }) => ({
    ...{ number, label, e164, extension, dial },
    ...(tail === undefined ? {} : { tail }),
  })),
  emails: contact.emails,
});

function threeCx(contact: PhoneContact, device: Device, country: string) {
  const numbers = phoneEntry(contact, device, country)?.numbers ?? [];
  const { first, last } = nameParts(contact);
  const work = [...byLabel(numbers, 'work'), ...byLabel(numbers, 'other')];
  const mobile = byLabel(numbers, 'mobile');
  return {
    id: contact.id,
    firstName: first,
    lastName: last,
    company: contact.company,
    email: contact.emails[0]?.email ?? '',
    phoneBusiness: work[0]?.dial ?? '',
    phoneBusiness2: work[1]?.dial ?? '',
    phoneMobile: mobile[0]?.dial ?? '',
    phoneMobile2: mobile[1]?.dial ?? '',
    phoneHome: byLabel(numbers, 'home')[0]?.dial ?? '',
  };
}
