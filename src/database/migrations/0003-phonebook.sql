-- Which country the published numbers of a tenant were read with, and how far they are read anew after it changed.
create table number_country (
  tenant_id uuid primary key references tenant on delete cascade,
  country text not null,
  target text,
  after_id uuid,
  done integer not null default 0,
  total integer not null default 0
);

-- Imports into a book, and what undoing one needs. A contact that an import added or changed carries the import's time
-- as `updated_at` until somebody edits it; `import_id` says which import wrote it last.
alter table local_contact add column import_id uuid;

create table phonebook_import (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  book text not null check (book in ('central', 'personal')),
  owner_id uuid,
  mode text not null check (mode in ('replace', 'merge')),
  at timestamptz not null default now(),
  imported_by text not null,
  contacts integer not null,
  added integer not null,
  updated integer not null,
  unchanged integer not null,
  deleted integer not null,
  undone_at timestamptz,
  undone_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references person on delete cascade
);
create index phonebook_import_at on phonebook_import (tenant_id, book, owner_id, at desc, id desc);

-- Contacts that an import changed or deleted, as they were.
create table phonebook_import_before (
  tenant_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  change text not null check (change in ('updated', 'deleted')),
  fields jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  written_by_import uuid,
  primary key (tenant_id, import_id, contact_id),
  foreign key (tenant_id, import_id) references phonebook_import on delete cascade
);
