-- Every table starts with tenant_id, in its primary key and in every unique and foreign key, so that a tenant's
-- rows can live together on any node of a distributed PostgreSQL.

create table installation (
  key text primary key,
  value jsonb not null
);

create table tenant (
  tenant_id uuid primary key,
  name text not null,
  country text,
  created_at timestamptz not null default now()
);
create unique index tenant_name on tenant (lower(name));

-- People ---------------------------------------------------------------------------------------------------------

create table person (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  email text not null,
  email_key text not null,
  name text not null default '',
  role text not null check (role in ('administrator', 'agent', 'user')),
  extension text,
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, email_key)
);
-- Sign-in knows an address and not yet a tenant: the one look across tenants, by this index.
create index person_email on person (email_key);
create index person_extension on person (tenant_id, extension) where extension is not null;

create table session (
  tenant_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person on delete cascade
);
create index session_person on session (tenant_id, person_id);

create table api_key (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  name text not null,
  role text not null check (role in ('administrator', 'agent', 'user')),
  key_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, key_hash)
);

create table audit_event (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('person', 'api-key', 'system')),
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  details jsonb not null default '{}',
  primary key (tenant_id, id)
);
create index audit_event_at on audit_event (tenant_id, at desc, id desc);

-- Sources --------------------------------------------------------------------------------------------------------

create table source (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  kind text not null,
  name text not null,
  enabled boolean not null,
  interval_hours integer not null check (interval_hours between 1 and 720),
  settings jsonb not null,
  secrets bytea,
  cursor bytea,
  full_due boolean not null default true,
  full_at timestamptz,
  next_run_at timestamptz,
  last_started_at timestamptz,
  last_success_at timestamptz,
  last_synced integer not null default 0,
  last_deleted integer not null default 0,
  failures integer not null default 0,
  message text not null default '',
  remark text not null default '',
  next_row_no integer not null default 0,
  erasing boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index source_due on source (next_run_at) where next_run_at is not null;

-- What the source last said. Owns the lasting contact id; a removed one is kept for 30 days.
create table source_contact (
  tenant_id uuid not null,
  source_id uuid not null,
  external_id text not null,
  contact_id uuid not null,
  row_no integer not null,
  hash bytea not null,
  fields jsonb not null,
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, source_id, external_id),
  foreign key (tenant_id, source_id) references source on delete cascade
);
create unique index source_contact_contact on source_contact (tenant_id, contact_id);
create index source_contact_removed on source_contact (tenant_id, source_id, removed_at) where removed_at is not null;

create table contact_override (
  tenant_id uuid not null,
  contact_id uuid not null,
  field text not null,
  value jsonb,
  edited_by text not null,
  edited_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, field)
);

create table contact_hidden (
  tenant_id uuid not null,
  contact_id uuid not null,
  source_id uuid not null,
  hidden_by text not null,
  hidden_at timestamptz not null default now(),
  primary key (tenant_id, contact_id)
);
create index contact_hidden_source on contact_hidden (tenant_id, source_id, hidden_at desc);

create table local_contact (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  book text not null check (book in ('central', 'personal')),
  owner_id uuid,
  fields jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references person on delete cascade,
  check ((book = 'personal') = (owner_id is not null))
);
create index local_contact_book on local_contact (tenant_id, book, owner_id, id);

-- What readers see: derived from the tables above by directory/publish-contacts.ts and by nothing else. -------------

create table contact (
  tenant_id uuid not null,
  id uuid not null,
  book text not null,
  owner_id uuid,
  source_id uuid,
  display_name text not null,
  first_name text not null,
  middle_name text not null,
  last_name text not null,
  company text not null,
  department text not null,
  job_title text not null,
  type text not null,
  notes text not null,
  phones jsonb not null,
  emails jsonb not null,
  edited text[] not null,
  name_key text not null,
  search_text text not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table contact_number (
  tenant_id uuid not null,
  contact_id uuid not null,
  position integer not null,
  label text not null,
  digits text not null,
  e164 text,
  international boolean not null,
  primary key (tenant_id, contact_id, position)
);

-- Runs -----------------------------------------------------------------------------------------------------------

create table sync_run (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  mode text not null check (mode in ('full', 'delta')),
  trigger text not null check (trigger in ('saved', 'schedule', 'manual', 'recovery')),
  state text not null check (state in ('running', 'succeeded', 'failed', 'held', 'discarded', 'cancelled')),
  cursor bytea,
  feedback jsonb,
  pass integer not null default 1,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  received integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  deleted integer not null default 0,
  pending_deletes integer not null default 0,
  total integer,
  issue_count integer not null default 0,
  contacts_before integer not null default 0,
  error_code text,
  error_message text,
  cancel_requested boolean not null default false,
  claimed_by uuid,
  claimed_until timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, source_id) references source on delete cascade
);
-- One run a source, whatever the number of processes.
create unique index sync_run_running on sync_run (tenant_id, source_id) where state = 'running';
create index sync_run_unclaimed on sync_run (claimed_until nulls first) where state = 'running';
create index sync_run_history on sync_run (tenant_id, source_id, started_at desc, id desc);

-- Which contacts a pass has brought, a bit for each row_no, 8,192 to a chunk: a full run that finds nothing new
-- then writes a kilobyte a page and not a row for each contact.
create table run_seen (
  tenant_id uuid not null,
  run_id uuid not null,
  pass integer not null,
  chunk integer not null,
  bits bytea not null,
  primary key (tenant_id, run_id, pass, chunk),
  foreign key (tenant_id, run_id) references sync_run on delete cascade
);

create table run_removal (
  tenant_id uuid not null,
  run_id uuid not null,
  external_id text not null,
  primary key (tenant_id, run_id, external_id),
  foreign key (tenant_id, run_id) references sync_run on delete cascade
);

create table run_change (
  tenant_id uuid not null,
  run_id uuid not null,
  seq bigint generated always as identity,
  contact_id uuid not null,
  external_id text not null,
  display_name text not null,
  change text not null check (change in ('added', 'updated', 'deleted', 'pending-delete')),
  primary key (tenant_id, run_id, seq),
  foreign key (tenant_id, run_id) references sync_run on delete cascade
);

create table run_issue (
  tenant_id uuid not null,
  run_id uuid not null,
  seq bigint generated always as identity,
  external_id text,
  reason text not null,
  primary key (tenant_id, run_id, seq),
  foreign key (tenant_id, run_id) references sync_run on delete cascade
);
