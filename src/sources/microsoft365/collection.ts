import type { SourceContact, SourceIssue } from '../source.ts';
import type { IsExcluded } from './excluded-by.ts';
import { orgContactProperties, readOrgContact, readUser, userProperties } from './graph-contact.ts';
import type { Graph } from './graph-request.ts';
import { type Mapped, mapOrgContact, mapUser } from './map-contact.ts';
import { readText } from './read-text.ts';
import type { Microsoft365Settings } from './settings.ts';

// Microsoft keeps contacts and people with accounts in two collections, which are read in the same way.

export const collectionNames = ['contacts', 'users'] as const;
export type CollectionName = (typeof collectionNames)[number];

export interface Collection {
  readonly name: CollectionName;
  readonly path: string;
  readonly properties: readonly string[];
  readonly permission: string;
  /** Before Microsoft's id in ours: the two kinds of ids can never be mistaken for each other. */
  readonly prefix: string;
}

export const collections: Readonly<Record<CollectionName, Collection>> = {
  contacts: {
    name: 'contacts',
    path: '/contacts',
    properties: orgContactProperties,
    permission: 'OrgContact.Read.All',
    prefix: '',
  },
  users: {
    name: 'users',
    path: '/users',
    properties: userProperties,
    permission: 'User.Read.All',
    prefix: 'user:',
  },
};

export const collectionsOf = (settings: Microsoft365Settings): readonly Collection[] =>
  settings.includeUsers ? [collections.contacts, collections.users] : [collections.contacts];

/** What Graph is asked for. A change feed that was begun with other properties is of no use. */
export const selectOf = ({ properties }: Collection): string => properties.join(',');

/** `top`: how many a page should hold; `null` leaves that to Graph. */
export const listUrl = ({ roots }: Graph, collection: Collection, top: number | null): string =>
  `${roots.graph}${collection.path}?$select=${selectOf(collection)}${top === null ? '' : `&$top=${top}`}`;

/** What one item of a page is to us. */
export type ReadItem =
  | { readonly is: 'contact'; readonly contact: SourceContact; readonly issues: readonly SourceIssue[] }
  /** The rules leave it out: it is not in the directory, and goes when it was. */
  | { readonly is: 'left-out'; readonly externalId: string }
  /** It exists and cannot be used: what the directory has of it stays. */
  | { readonly is: 'unusable'; readonly externalId: string | null; readonly issues: readonly SourceIssue[] };

export function readItem(collection: Collection, raw: unknown, isExcluded: IsExcluded): ReadItem {
  const id = itemId(raw);
  if (id === null) return unusable(null, 'Microsoft gave it without an id.');
  const externalId = collection.prefix + id;
  if (collection.name === 'users') {
    const read = readUser(raw);
    if (typeof read === 'string') return unusable(externalId, wrongForm(read));
    const isMember = read.userType?.toLowerCase() !== 'guest' && read.accountEnabled !== false;
    if (!isMember) return { is: 'left-out', externalId };
    const mapped = mapUser(read);
    const reachable =
      mapped.use === 'contact' && (mapped.fields.phones.length > 0 || mapped.fields.emails.length > 0);
    if (mapped.use === 'contact' && !reachable) return { is: 'left-out', externalId };
    return readMapped(mapped, externalId, readText(read.displayName), isExcluded);
  }
  const read = readOrgContact(raw);
  if (typeof read === 'string') return unusable(externalId, wrongForm(read));
  return readMapped(mapOrgContact(read), externalId, readText(read.displayName), isExcluded);
}

/** Microsoft's id of an item; `null` when there is none. */
export function itemId(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null;
  return typeof raw.id === 'string' && raw.id !== '' ? raw.id : null;
}

function readMapped(mapped: Mapped, externalId: string, shownName: string, isExcluded: IsExcluded): ReadItem {
  if (mapped.use === 'nothing') return unusable(externalId, mapped.reason);
  const { fields, problems } = mapped;
  if (isExcluded(fields, shownName)) return { is: 'left-out', externalId };
  return {
    is: 'contact',
    contact: { externalId, fields },
    issues: problems.length === 0 ? none : problems.map((reason) => ({ externalId, reason })),
  };
}

const none: readonly SourceIssue[] = [];

const unusable = (externalId: string | null, reason: string): ReadItem => ({
  is: 'unusable',
  externalId,
  issues: [{ externalId, reason }],
});

const wrongForm = (property: string): string =>
  `Its ${property} has a form that Microsoft does not document.`;
