-- docs/decisions/0013 says why the search index is bit slices of our own and not an index of PostgreSQL.

drop index contact_grams;
alter table contact drop column grams;

-- Where the search index has the contact; null: not in it yet, so that every search looks at the contact itself. Contacts
-- of an older version are all such until the engine has put them in, which it begins with as soon as it runs.
alter table contact add column slot bigint;
-- No slot is given twice, whoever the tenant: alone, it makes the smaller index, and always the end of it grows.
create index contact_slot on contact (slot) where slot is not null;
create index contact_without_slot on contact (tenant_id) where slot is null;

-- Numbers of chunks: 128 slots each, never used twice.
create sequence search_chunk as integer;

-- Signatures of up to 8,192 contacts, cut into slices; directory/search/segment-bits.ts says how. A search reads a few
-- slices out of the middle, so the value stays as it is: compressed, all of it would have to be read.
create table search_segment (
  tenant_id uuid not null references tenant on delete cascade,
  id integer not null generated always as identity,
  chunks integer[] not null,
  bits bytea not null,
  primary key (tenant_id, id)
);
alter table search_segment alter column bits set storage external;
