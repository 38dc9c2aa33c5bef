import type { PublishedPhone } from '../../database/tables.ts';
import type { PhoneContact } from '../phone-directory.ts';

/** A number with what it is compared by. */
export interface IndexedPhone extends PublishedPhone {
  /** E.164 digits when known, else the typed digits; '' when there are none. */
  readonly digits: string;
  /** The digits that are dialled. */
  readonly dialledDigits: string;
  /** Typed with `+` or `00`. */
  readonly international: boolean;
}

/** A published contact as the index holds it. Never changed: an edited contact is a new object. */
export interface IndexedContact extends PhoneContact {
  readonly ownerId: string | null;
  readonly sourceId: string | null;
  readonly phones: readonly IndexedPhone[];
  readonly updatedAt: number;
}

/** A published contact as it is read, with the texts that searches look at: see contact-texts.ts. */
export interface ReadContact {
  readonly contact: IndexedContact;
  /** The folded display name. */
  readonly nameKey: string;
  /** See search-key.ts. */
  readonly searchText: string;
}
