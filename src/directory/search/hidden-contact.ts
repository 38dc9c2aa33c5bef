import { type ContactFields, displayName } from '../../domain/contact.ts';
import type { Derivation } from '../derivation.ts';
import { publishedPhones } from '../published-row.ts';
import type { ContactView } from './contact-view.ts';

export interface HiddenRow {
  readonly id: string;
  readonly fields: ContactFields;
  readonly source_id: string;
  readonly source_kind: string;
  readonly source_name: string;
  readonly updated_at: Date;
}

/** A hidden contact as its source has it, which is what Restore brings back. */
export function hiddenContactView(row: HiddenRow, { country, nameOrder }: Derivation): ContactView {
  const { phones, emails, shownAs: _, ...fields } = row.fields;
  return {
    ...fields,
    id: row.id,
    displayName: displayName(row.fields, nameOrder),
    phones: publishedPhones(phones, country).map(({ phone }) => phone),
    emails: [...emails],
    book: 'central',
    source: { id: row.source_id, kind: row.source_kind, name: row.source_name },
    edited: [],
    hidden: true,
    updatedAt: row.updated_at.toISOString(),
    version: 0,
  };
}
