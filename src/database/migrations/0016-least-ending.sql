-- A caller whose number nobody has exactly is matched by the last digits that numbers share: at least so many.
alter table tenant
  add column least_ending smallint not null default 7 check (least_ending between 7 and 15);
