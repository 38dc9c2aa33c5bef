// The tree that phones see: the suffix, a unit for each book, a person for each contact.

export const suffix = 'dc=directory';
export const books = ['central', 'personal'] as const;
export type Book = (typeof books)[number];

export const bookDn = (book: Book) => `ou=${book},${suffix}`;
export const contactDn = (id: string, book: Book) => `uid=${id},${bookDn(book)}`;

/** What a search base names. */
export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'subschema' }
  | { readonly kind: 'suffix' }
  | { readonly kind: 'book'; readonly book: Book }
  | { readonly kind: 'contact'; readonly book: Book; readonly id: string }
  /** Nothing is there; `matched` is as far as the name leads. */
  | { readonly kind: 'nowhere'; readonly matched: string };

/** Finds a place by its name, in any case and with spaces around `,` and `=` as admins type them. */
export function placeOf(dn: string): Place {
  const parts = dnParts(dn);
  if (parts.length === 0) return { kind: 'root' };
  const last = parts.pop();
  if (last === 'cn=subschema' && parts.length === 0) return { kind: 'subschema' };
  if (last !== suffix) return { kind: 'nowhere', matched: '' };
  const unit = parts.pop();
  if (unit === undefined) return { kind: 'suffix' };
  const book = books.find((name) => unit === `ou=${name}`);
  if (!book) return { kind: 'nowhere', matched: suffix };
  const person = parts.pop();
  if (person === undefined) return { kind: 'book', book };
  if (!person.startsWith('uid=') || parts.length > 0) return { kind: 'nowhere', matched: bookDn(book) };
  return { kind: 'contact', book, id: person.slice(4) };
}

/** The parts of a name, small letters, without spaces around them. Our names hold nothing that needs an escape. */
function dnParts(dn: string): string[] {
  if (dn.trim() === '') return [];
  return dn
    .toLowerCase()
    .split(/[,;]/)
    .map((part) => part.trim().replace(/\s*=\s*/, '='));
}

/** The user name in a bind name: bare, `user@domain`, or the first part of a DN. */
export function bindUser(name: string): string {
  const first = /^\s*(?:cn|uid)\s*=\s*([^,]*?)\s*(?:,.*)?$/is.exec(name)?.[1] ?? name.trim();
  return first.replace(/@.*$/s, '');
}
