-- The change feed of the published contacts, for the copies that phones read (directory/phone-index/). A reader keeps the
-- snapshot of its last look and asks for the rows whose transaction that snapshot did not see: exactly the news,
-- whatever order transactions commit in. NOTIFY only wakes it.

alter table contact add column txid xid8 not null default pg_current_xact_id();
create index contact_txid on contact (tenant_id, txid);

-- Contacts that went. Purged after two days; a copy that is older than a day is read anew.
create table contact_gone (
  tenant_id uuid not null,
  contact_id uuid not null,
  txid xid8 not null default pg_current_xact_id(),
  gone_at timestamptz not null default now()
);
create index contact_gone_txid on contact_gone (tenant_id, txid);
create index contact_gone_at on contact_gone (gone_at);

-- Once a statement, not once a row.
create function contact_went() returns trigger language plpgsql as $$
begin
  insert into contact_gone (tenant_id, contact_id) select tenant_id, id from went;
  return null;
end $$;
create trigger contact_went after delete on contact
  referencing old table as went for each statement execute function contact_went();
