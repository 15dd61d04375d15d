-- A name is found exactly, by an index that says nothing without the key.
alter table person.person add column name_blind bytea check (octet_length(name_blind) = 32);
create index person_name on person.person (name_blind) where name_blind is not null;
