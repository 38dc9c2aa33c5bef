-- How the columns of files with one header were read last time into a book: `header` is a digest of the column names.
create table phonebook_mapping (
  tenant_id uuid not null references tenant on delete cascade,
  -- The tenant for the central book, a person for their own.
  book_id uuid not null,
  header text not null,
  mapping jsonb not null,
  used_at timestamptz not null default now(),
  primary key (tenant_id, book_id, header)
);
