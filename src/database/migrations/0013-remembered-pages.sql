-- The pages of a source's last complete full run are remembered, so that the next one need not take the same text apart
-- and compare its contacts again (docs/decisions/0023): they stay in run_seen after the run has ended.
alter table run_seen
  -- Null: not remembered.
  add column digest bytea,
  add column gist json,
  -- When its contacts were last compared one by one.
  add column compared_at timestamptz;

alter table source
  -- The run whose pages are remembered.
  add column pages_run_id uuid,
  -- Nothing that its contacts say has changed since.
  add column pages_current boolean not null default false;
