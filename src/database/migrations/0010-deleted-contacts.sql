-- Contacts that somebody deleted from a book, as they were: Restore brings them back for 30 days. In a table of its own,
-- so that no reader of local_contact can forget to leave them out.
create table local_contact_deleted (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  book text not null,
  owner_id uuid,
  fields jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  import_id uuid,
  deleted_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references person on delete cascade
);
create index local_contact_deleted_at on local_contact_deleted (deleted_at);
create index local_contact_deleted_owner on local_contact_deleted (tenant_id, owner_id) where owner_id is not null;

-- What could not be used of an uploaded file, as the CSV that its uploader can download for a day. A few hundred KB a
-- part, so that neither writing nor reading it takes memory that grows with the file.
create table phonebook_report (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  part integer not null,
  uploaded_by uuid,
  at timestamptz not null default now(),
  csv text not null,
  primary key (tenant_id, id, part)
);
create index phonebook_report_at on phonebook_report (at);
