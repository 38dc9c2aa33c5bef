import {
  getCountries,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system } from '../src/access/audit.ts';
import type { Filter, Substrings } from '../src/deliveries/ldap/filter.ts';
import { conditionOf } from '../src/deliveries/ldap/match.ts';
import { reportCall } from '../src/directory/calls/report-call.ts';
import { createPhoneDirectory } from '../src/directory/phone-index/create-phone-directory.ts';
import { findAll } from '../src/directory/phone-index/find.ts';
import { type PhoneIndex, startPhoneIndex } from '../src/directory/phone-index/phone-index.ts';
import { listContacts } from '../src/directory/search/list-contacts.ts';
import { lookupCaller } from '../src/directory/search/lookup-caller.ts';
import { newId, type TenantId } from '../src/domain/ids.ts';
import { createTestDatabase } from './database.ts';
import { fixtureContact, publishFixture } from './publish-fixture.ts';

// For every country that the numbering plans know: a number is found however it is spelled, at every door. A company of
// that country has two people with the example number, stored with `+` and as one writes it there, and a stranger.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: PhoneIndex;
beforeAll(async () => {
  database = await createTestDatabase();
  index = startPhoneIndex({ db: database.db, url: database.url });
});
afterAll(async () => {
  await index.stop();
  await database.drop();
});

/** The ways in which people write one number, in its country. */
function spellingsOf(number: PhoneNumber, country: (typeof countries)[number]): string[] {
  const code = getCountryCallingCode(country);
  const national = String(number.nationalNumber);
  const local = number.formatNational();
  const trunk = local.replace(/\D/g, '');
  return [
    number.number,
    number.formatInternational(),
    `00${code}${national}`,
    `00 ${number.formatInternational().slice(1)}`,
    local,
    trunk,
    local.replace(/[ -]/g, '.'),
    local.replace(/[ -]/g, '\u00a0'),
    number.formatInternational().replace(/ /g, '-'),
    `(+${code}) ${national}`,
    `\u202a${number.formatInternational()}\u202c`,
    ...(trunk === `0${national}`
      ? [`+${code} (0)${national}`, `+${code} 0${national}`, `00${code} (0) ${national}`]
      : []),
  ];
}

const countries = getCountries();
const withExamples = countries.flatMap((country) => {
  const number = parsePhoneNumberFromString(examples[country] ?? '', country);
  return number?.isValid() && number.country === country ? [{ country, number }] : [];
});

const equal = (value: string): Filter => ({ kind: 'equal', attribute: 'mobile', value });
const parts = (given: Partial<Substrings>): Filter => ({
  kind: 'substrings',
  attribute: 'mobile',
  parts: { initial: null, any: [], final: null, ...given },
});

async function company(country: string, numbers: readonly string[]): Promise<TenantId> {
  const tenantId = newId<TenantId>();
  await database.db.insertInto('tenant').values({ tenant_id: tenantId, name: tenantId, country }).execute();
  await publishFixture(
    database.db,
    tenantId,
    numbers.map((number, at) =>
      fixtureContact({
        firstName: ['Plus', 'National', 'Stranger'][at]!,
        phones: [{ number, label: 'mobile' }],
      }),
    ),
  );
  return tenantId;
}

/** Who is found, by door. */
async function ask(tenantId: TenantId, country: string, typed: string) {
  const viewer = { tenantId, personId: null };
  const { db } = database;
  const { book } = await index.open(tenantId);
  const ldap = (filter: Filter) =>
    findAll(book, conditionOf(filter, country)).map(({ firstName }) => firstName);
  const caller = await createPhoneDirectory(index).lookup(viewer, typed);
  const { match, others } = await lookupCaller(db, viewer, typed, { country });
  return {
    list: (await listContacts(db, viewer, { q: typed, limit: 10 })).items.map(({ firstName }) => firstName),
    phone: (
      await createPhoneDirectory(index).search(viewer, { q: typed, offset: 0, limit: 10 })
    ).contacts.map(({ firstName }) => firstName),
    equal: ldap(equal(typed)),
    initial: ldap(parts({ initial: typed })),
    any: ldap(parts({ any: [typed] })),
    final: ldap(parts({ final: typed })),
    callers: match ? [match.firstName === caller?.firstName, others] : [],
  };
}

const both = ['National', 'Plus'];
const found = {
  list: both,
  phone: both,
  equal: both,
  initial: both,
  any: both,
  final: both,
  callers: [true, 1],
};

describe('a number is found by each of its spellings, at every door', () => {
  test.each(withExamples)('$country', async ({ country, number }) => {
    const stranger = `+1 212 555 ${country === 'US' ? '0199' : '0100'}`;
    const tenantId = await company(country, [number.number, number.formatNational(), stranger]);
    for (const typed of spellingsOf(number, country))
      expect([typed, await ask(tenantId, country, typed)]).toEqual([typed, found]);
    const { contactId } = await reportCall(
      database.db,
      tenantId,
      system,
      { event: 'ringing', callId: newId(), number: `sip:${number.number}@192.0.2.1`, direction: 'inbound' },
      country,
    );
    expect(contactId).not.toBeNull();
  });
});
