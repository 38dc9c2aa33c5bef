-- What a source said is stored and read whole, for every contact of every page: checked to be JSON, not taken apart.
alter table source_contact alter column fields type json using fields::json;
