import { type ContactField, type ContactFields, contactFields, emptyContact } from './contact.ts';

/** What people said about single fields of a synced contact. `null` says *cleared*, absent says nothing. */
export type Overrides = { readonly [F in ContactField]?: ContactFields[F] | null };

export interface MergedContact {
  readonly fields: ContactFields;
  /** The overridden fields, in the order of `contactFields`, also where a person and the source say the same. */
  readonly edited: ContactField[];
}

/**
 * What readers see of a contact: a person's word where there is one, the source's everywhere else. A cleared field is
 * empty whatever the source says.
 */
export function mergeContact(source: ContactFields, overrides: Overrides): MergedContact {
  const edited = contactFields.filter((field) => overrides[field] !== undefined);
  if (edited.length === 0) return { fields: source, edited };
  const said = edited.map((field) => [
    field,
    overrides[field] === null ? emptyContact[field] : overrides[field],
  ]);
  return { fields: { ...source, ...Object.fromEntries(said) }, edited };
}
