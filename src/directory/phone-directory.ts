import type { PublishedPhone } from '../database/tables.ts';
import type { Email } from '../domain/contact.ts';
import type { ContactId } from '../domain/ids.ts';
import type { Viewer } from './viewer.ts';

/** A contact as phones need it. */
export interface PhoneContact {
  readonly id: ContactId;
  readonly book: 'central' | 'personal';
  readonly displayName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly company: string;
  readonly department: string;
  readonly jobTitle: string;
  readonly phones: readonly PublishedPhone[];
  readonly emails: readonly Email[];
}

/**
 * The one door through which phones, softphones and PBXs read the directory: what `viewer` may see and nothing else.
 * Lists are in the order of every list of the product: name, then id. Every call rejects with `database-unavailable`
 * when it cannot answer; none ever gives an empty book instead.
 */
export interface PhoneDirectory {
  /**
   * Contacts that match `q` as on the Contacts page; digits also find names by the letters on the keys (685537 finds
   * Müller). '' matches everybody. `total` is exact.
   */
  search(
    viewer: Viewer,
    query: { readonly q: string; readonly offset: number; readonly limit: number },
  ): Promise<{ readonly contacts: readonly PhoneContact[]; readonly total: number }>;
  /** Everybody, some hundred at a time, each contact that is there from beginning to end exactly once. */
  all(viewer: Viewer): AsyncIterable<readonly PhoneContact[]>;
  /** Who has this number, by the policy of caller lookup. `country` reads numbers without a country code; default: the tenant's. */
  lookup(
    viewer: Viewer,
    number: string,
    options?: { readonly country?: string },
  ): Promise<PhoneContact | null>;
  /** Changes whenever a contact of the tenant does; a text that fits into an ETag. */
  revision(viewer: Viewer): Promise<string>;
  /** The tenant's country, two letters. */
  country(viewer: Viewer): Promise<string>;
}
