create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

alter table contact add column name_odd boolean not null default false;
