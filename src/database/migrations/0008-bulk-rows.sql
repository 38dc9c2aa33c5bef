-- A look at the parent for each row costs a run of a hundred thousand contacts seconds, and guards against nothing: the
-- row's own transaction holds the run, and the run its source; erasing deletes the rows itself, batch by batch.
alter table source_contact drop constraint source_contact_tenant_id_source_id_fkey;
alter table run_change drop constraint run_change_tenant_id_run_id_fkey;

-- A first run adds as many changes as contacts. The only ones that are looked for by kind wait to be removed.
drop index run_change_by_kind;
create index run_change_pending on run_change (tenant_id, run_id, seq) where change = 'pending-delete';
