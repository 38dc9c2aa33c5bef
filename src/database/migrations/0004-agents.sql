-- What happened with contacts, the calls that are going on, and how people get in.

create table activity (
  tenant_id uuid not null references tenant on delete cascade,
  id uuid not null,
  -- null: a call from a number that nobody had; it joins the contact that has the number when it is read
  contact_id uuid,
  kind text not null check (kind in ('note', 'call', 'email')),
  at timestamptz not null,
  text text not null default '',
  direction text check (direction in ('inbound', 'outbound')),
  number text not null default '',
  digits text not null default '',
  extension text,
  duration_seconds integer check (duration_seconds >= 0),
  author_kind text not null check (author_kind in ('person', 'api-key', 'system')),
  author_id uuid,
  author_name text not null,
  call_id text,
  edited_at timestamptz,
  primary key (tenant_id, id)
);
create index activity_contact on activity (tenant_id, contact_id, at desc, id desc) where contact_id is not null;
create index activity_contact_kind on activity (tenant_id, contact_id, kind, at desc, id desc)
  where contact_id is not null;
create index activity_unknown on activity (tenant_id, digits, at desc, id desc) where contact_id is null;
create unique index activity_call on activity (tenant_id, call_id) where call_id is not null;

create table call (
  tenant_id uuid not null references tenant on delete cascade,
  call_id text not null,
  event text not null check (event in ('ringing', 'answered', 'ended')),
  direction text not null check (direction in ('inbound', 'outbound')),
  number text not null,
  digits text not null,
  extension text,
  contact_id uuid,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  primary key (tenant_id, call_id)
);
create index call_extension on call (tenant_id, extension, started_at desc) where extension is not null;
create index call_started on call (started_at);

-- A link to set one's password: shown once, used once.
create table invitation (
  tenant_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person on delete cascade
);
create index invitation_person on invitation (tenant_id, person_id);
create index audit_event_subject on audit_event (tenant_id, subject_id, at desc) where subject_id is not null;
