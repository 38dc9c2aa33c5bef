import type { PhoneContact } from '../../directory/phone-directory.ts';
import type { PhoneLabel } from '../../domain/contact.ts';
import type { Cuts } from './cut.ts';
import type { Words } from './words.ts';

// What a vendor's file exports. A format gets contacts and gives text; it never asks the directory and never decides
// who sees what.

/** A number as the phone dials it. Fax numbers and numbers that nobody can dial are not among them. */
export interface DialNumber {
  readonly dial: string;
  readonly label: Exclude<PhoneLabel, 'fax'>;
  /** An extension of the own phone system rather than a number of the outside world. */
  readonly internal: boolean;
}

/** A contact with at least one number. */
export interface PhoneEntry {
  readonly contact: PhoneContact;
  readonly numbers: readonly DialNumber[];
}

export interface Surroundings {
  /** `http://host/p/<token>`: what links begin with, as this phone reached us. */
  readonly base: string;
  readonly words: Words;
  /** Whether a personal book can be among the contacts. */
  readonly personal: boolean;
  readonly cuts: Cuts;
}

/** The parameters of a request, as lenient as phones are sloppy: see read-query.ts. */
export type Query = Readonly<Record<string, string>>;

interface Served {
  /** Below `/p/<token>/`. */
  readonly path: string;
  /** Other paths under which firmware asks for it. */
  readonly aliases?: readonly string[];
  /** For people: what this document is. */
  readonly title: string;
  readonly contentType: string;
}

/** A whole book in one document, streamed. */
export interface BookDocument extends Served {
  readonly kind: 'book';
  /** Takes `q` and then holds only what matches. */
  readonly searchable: boolean;
  /** What the vendor can hold, in entries as `write` counts them. */
  readonly maxEntries?: number;
  open(surroundings: Surroundings): OpenBookDocument;
}

export interface OpenBookDocument {
  readonly start: string;
  readonly between: string;
  /** One contact as text, and as how many entries it counts; null: it is not in the document. At most `room` entries. */
  write(entry: PhoneEntry, room: number): { readonly text: string; readonly entries: number } | null;
  /** In place of contacts when there are none. */
  readonly empty: string;
  readonly end: string;
}

/** One page of a list that a phone walks through. */
export interface PageDocument extends Served {
  readonly kind: 'page';
  /** At most so many lines a page: a contact has a line for each of its numbers. */
  readonly pageLines: number;
  /** What the phone asks for; default: `q` and `o` (contacts to skip). */
  read?(query: Query): PageRequest;
  render(page: Page, surroundings: Surroundings): string;
  /** What a person at the phone sees when the directory cannot be read. */
  renderMessage(message: string, surroundings: Surroundings): string;
}

export interface PageRequest {
  readonly q: string;
  readonly offset: number;
  /** Whether `offset` counts contacts, or lines (Gigaset does). */
  readonly offsetOf: 'contacts' | 'lines';
  readonly lines: number;
  /** Somebody calls: who has exactly this number? Then `q` and `offset` mean nothing. */
  readonly caller?: string;
  /** The body in bytes that the phone can take. */
  readonly maxBytes?: number;
}

/** One number of one contact. */
export interface Line {
  readonly contact: PhoneContact;
  /** The contact's name, with the kind of number when it has several. */
  readonly name: string;
  /** What of `name` tells the kind of number: ` (mobile)`, or ''. */
  readonly suffix: string;
  readonly number: DialNumber;
}

export interface Page {
  readonly request: PageRequest;
  readonly lines: readonly Line[];
  /** The place of the first and last contact (or line) on the page, from 1; 0 when it is empty. */
  readonly first: number;
  readonly last: number;
  readonly total: number;
  /** Where the next page starts; null when this is the last. */
  readonly nextOffset: number | null;
}

/** Menus and search forms. */
export interface FixedDocument extends Served {
  readonly kind: 'fixed';
  render(surroundings: Surroundings): string;
}

export type PhoneDocument = BookDocument | PageDocument | FixedDocument;

export interface PhoneFormat {
  readonly vendor: string;
  readonly title: string;
  readonly documents: readonly PhoneDocument[];
}
