-- How many contacts of the source are there now, hidden ones included, so that a run need not count a million rows.
alter table source add column contact_count integer not null default 0;

-- What a run's last page said (sweep or not, full next time), and whether its removals are listed: where a run that a
-- crash cut off after its last page goes on.
alter table sync_run add column ending jsonb;

-- A row for each page, holding the row_no of every contact it brought (ascending, as differences, 7 bits a byte):
-- about a kilobyte a page, written once, whatever the order in which a source lists its contacts.
alter table run_seen rename column chunk to page;
alter table run_seen rename column bits to row_nos;
create index run_change_by_kind on run_change (tenant_id, run_id, change, seq);
