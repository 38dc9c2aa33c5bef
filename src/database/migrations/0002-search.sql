-- The columns are filled by directory/search-key.ts, which says what is in them; docs/decisions/0010 and 0011 say why
-- these indexes and no others.

alter table contact add column grams integer[] not null default '{}';

-- The order of every list. Cut, because an index cannot hold a name of thousands of bytes.
create index contact_order on contact (tenant_id, left(display_name, 200) collate "und-x-icu", id);
-- Whatever is rare. The tenant is in the grams themselves. New rows wait in a list that is searched too, and are merged
-- in bulk, which is several times cheaper than one by one; a longer list would make every search wait.
create index contact_grams on contact using gin (grams) with (fastupdate = on, gin_pending_list_limit = 16384);
-- One contact in 128 at random, with its text: tells in some milliseconds how frequent something is among a million.
create index contact_sample on contact (tenant_id) include (owner_id, source_id, search_text)
  where get_byte(uuid_send(id), 15) < 2 and octet_length(search_text) < 1000;

-- Who has a number: equal digits, or equal last digits, are neighbours.
create index contact_number_ending on contact_number (tenant_id, reverse(digits) collate "C");
