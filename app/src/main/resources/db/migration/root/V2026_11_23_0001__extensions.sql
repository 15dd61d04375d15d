-- Trigram search and exclusion constraints. Both extensions are trusted: the database's owner may create them.
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;
