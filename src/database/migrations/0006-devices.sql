-- What phones and PBXs read the directory with. Only hashes of the credentials are kept.

create table device (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  name text not null,
  vendor text,
  owner_id uuid,
  token_hash bytea not null,
  ldap_username text not null,
  ldap_password_hash bytea not null,
  number_format text not null default 'given' check (number_format in ('given', 'e164', 'national')),
  national_prefix text not null default '',
  max_entries integer check (max_entries > 0),
  allowed_networks text[] not null default '{}',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  last_seen_from text,
  last_seen_with text,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  unique (tenant_id, ldap_username),
  -- The phone of somebody who left goes on with the central book.
  foreign key (tenant_id, owner_id) references person on delete set null (owner_id)
);
-- A phone gives its token or user name and no tenant: these are the two looks across tenants.
create index device_token on device (token_hash);
create index device_ldap_username on device (ldap_username);
create index device_owner on device (tenant_id, owner_id) where owner_id is not null;
