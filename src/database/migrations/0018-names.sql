-- How a company wants names written, and a device that wants them otherwise (null: as its company).
alter table tenant
  add column name_order text not null default 'first-last' check (name_order in ('first-last', 'last-first'));
alter table device
  add column name_order text check (name_order in ('first-last', 'last-first'));

-- What published rows follow from is more than the country that numbers are read with: see directory/derivation.ts.
alter table number_country rename to derivation;
alter table derivation rename column country to derived_with;

-- "Names that start with q" are found through the search index.
alter table contact drop column if exists name_odd;
