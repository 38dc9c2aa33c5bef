import { type RawBuilder, sql } from 'kysely';
import type { PublishedPhone } from '../../database/tables.ts';
import type { ContactType, Email } from '../../domain/contact.ts';

/** A contact as the API shows it (contract/contact.ts), with the version that its ETag is made of. */
export interface ContactView {
  id: string;
  displayName: string;
  firstName: string;
  middleName: string;
  lastName: string;
  company: string;
  department: string;
  jobTitle: string;
  type: ContactType;
  notes: string;
  phones: PublishedPhone[];
  emails: Email[];
  book: 'central' | 'personal';
  source: { id: string; kind: string; name: string } | null;
  edited: string[];
  hidden: boolean;
  updatedAt: string;
  version: number;
}

/** What `viewColumns` reads. */
export interface ViewRow {
  readonly id: string;
  readonly book: 'central' | 'personal';
  readonly source_id: string | null;
  readonly source_kind: string | null;
  readonly source_name: string | null;
  readonly display_name: string;
  readonly first_name: string;
  readonly middle_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly department: string;
  readonly job_title: string;
  readonly type: ContactType;
  readonly notes: string;
  readonly phones: PublishedPhone[];
  readonly emails: Email[];
  readonly edited: string[];
  readonly version: number;
  readonly updated_at: Date;
}

/** The columns of a view, for a query over `contact c left join source s`. */
export const viewColumns: RawBuilder<ViewRow> = sql.raw(
  `c.id, c.book, c.source_id, s.kind as source_kind, s.name as source_name, c.display_name, c.first_name,
  c.middle_name, c.last_name, c.company, c.department, c.job_title, c.type, c.notes, c.phones, c.emails, c.edited,
  c.version, c.updated_at`,
);

export const joinSource: RawBuilder<unknown> = sql.raw(
  'left join source s on s.tenant_id = c.tenant_id and s.id = c.source_id',
);

export function contactView(row: ViewRow): ContactView {
  return {
    id: row.id,
    displayName: row.display_name,
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    company: row.company,
    department: row.department,
    jobTitle: row.job_title,
    type: row.type,
    notes: row.notes,
    phones: row.phones,
    emails: row.emails,
    book: row.book,
    source:
      row.source_id === null
        ? null
        : { id: row.source_id, kind: row.source_kind ?? '', name: row.source_name ?? '' },
    edited: row.edited,
    hidden: false,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}
