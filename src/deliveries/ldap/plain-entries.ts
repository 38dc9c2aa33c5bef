import { everyAttribute } from './attributes.ts';
import type { PlainEntry } from './entry.ts';
import type { Filter } from './filter.ts';
import { type Book, bookDn, suffix } from './tree.ts';

export const oids = {
  sortRequest: '1.2.840.113556.1.4.473',
  sortResponse: '1.2.840.113556.1.4.474',
  listViewRequest: '2.16.840.1.113730.3.4.9',
  listViewResponse: '2.16.840.1.113730.3.4.10',
  paged: '1.2.840.113556.1.4.319',
  startTls: '1.3.6.1.4.1.1466.20037',
  whoAmI: '1.3.6.1.4.1.4203.1.11.3',
  disconnection: '1.3.6.1.4.1.1466.20036',
} as const;

/** RFC 4512 5.1: what anybody may read, also without a bind. */
export const rootEntry = ({
  canStartTls,
  version,
}: {
  readonly canStartTls: boolean;
  readonly version: string;
}): PlainEntry => ({
  dn: '',
  attributes: { objectClass: ['top'] },
  operational: {
    namingContexts: [suffix],
    supportedLDAPVersion: ['2', '3'],
    supportedControl: [oids.sortRequest, oids.listViewRequest, oids.paged],
    supportedExtension: canStartTls ? [oids.startTls, oids.whoAmI] : [oids.whoAmI],
    // All operational attributes (RFC 3673), absolute true and false filters (RFC 4526).
    supportedFeatures: ['1.3.6.1.4.1.4203.1.5.1', '1.3.6.1.4.1.4203.1.5.3'],
    subschemaSubentry: ['cn=Subschema'],
    vendorName: ['Switchbook'],
    vendorVersion: [version],
  },
});

const syntaxes = { text: '1.3.6.1.4.1.1466.115.121.1.15', number: '1.3.6.1.4.1.1466.115.121.1.50' } as const;

/** Enough for directory browsers: names, text or number, and that everything can be searched and sorted. */
export const subschemaEntry: PlainEntry = {
  dn: 'cn=Subschema',
  attributes: { objectClass: ['top', 'subschema'], cn: ['Subschema'] },
  operational: {
    attributeTypes: everyAttribute.map(({ name, kind }) =>
      kind === 'number'
        ? `( ${name}-oid NAME '${name}' EQUALITY telephoneNumberMatch SUBSTR telephoneNumberSubstringsMatch SYNTAX ${syntaxes.number} )`
        : `( ${name}-oid NAME '${name}' EQUALITY caseIgnoreMatch ORDERING caseIgnoreOrderingMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX ${syntaxes.text} )`,
    ),
    objectClasses: [
      "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )",
      "( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY telephoneNumber )",
      "( 2.5.6.7 NAME 'organizationalPerson' SUP person STRUCTURAL )",
      "( 2.16.840.1.113730.3.2.2 NAME 'inetOrgPerson' SUP organizationalPerson STRUCTURAL )",
    ],
  },
};

export const suffixEntry: PlainEntry = {
  dn: suffix,
  attributes: { objectClass: ['top', 'dcObject', 'organization'], dc: ['directory'], o: ['directory'] },
  operational: { hasSubordinates: ['TRUE'], subschemaSubentry: ['cn=Subschema'] },
};

export const bookEntry = (book: Book): PlainEntry => ({
  dn: bookDn(book),
  attributes: { objectClass: ['top', 'organizationalUnit'], ou: [book] },
  operational: { hasSubordinates: ['TRUE'], subschemaSubentry: ['cn=Subschema'] },
});

/** Whether a filter fits an entry that is no contact. Words are compared exactly, less their case. */
export function fitsPlainEntry(filter: Filter, entry: PlainEntry): boolean {
  return truth(filter, entry) === true;
}

function truth(filter: Filter, entry: PlainEntry): boolean | null {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => truth(part, entry) === true);
    case 'or':
      return filter.filters.some((part) => truth(part, entry) === true);
    case 'not': {
      const inner = truth(filter.filter, entry);
      return inner === null ? null : !inner;
    }
    case 'present':
      return valuesIn(entry, filter.attribute) === undefined ? null : true;
    case 'equal': {
      const value = filter.value.toLowerCase();
      return valuesIn(entry, filter.attribute)?.some((one) => one.toLowerCase() === value) ?? null;
    }
    default:
      return null;
  }
}

function valuesIn({ attributes, operational }: PlainEntry, name: string): readonly string[] | undefined {
  return [...Object.entries(attributes), ...Object.entries(operational)].find(
    ([one]) => one.toLowerCase() === name,
  )?.[1];
}
