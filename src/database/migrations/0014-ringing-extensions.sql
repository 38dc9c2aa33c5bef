-- At which extensions a call rings, or rang when nobody answered; once it is answered, that one. A ring group has many.
drop index call_extension;
create table call_extension (
  tenant_id uuid not null,
  call_id text not null,
  extension text not null,
  started_at timestamptz not null,
  primary key (tenant_id, call_id, extension),
  foreign key (tenant_id, call_id) references call on delete cascade
);
create index call_extension_calls on call_extension (tenant_id, extension, started_at desc);
insert into call_extension (tenant_id, call_id, extension, started_at)
  select tenant_id, call_id, extension, started_at from call where extension is not null;
