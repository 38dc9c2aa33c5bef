-- As in 0012: numbers and e-mail addresses of a published contact are written and read whole.
alter table contact alter column phones type json using phones::json, alter column emails type json using emails::json;
