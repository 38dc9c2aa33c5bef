-- Calls of unknown callers join a contact the way lookup finds it: also by the ending, unless both numbers are known whole.
alter table activity add column whole boolean not null default true;
create index activity_unknown_ending on activity (tenant_id, right(digits, 7), at desc, id desc)
  where contact_id is null and length(digits) >= 7;
