-- The key that hides a person's entries in the sealed log and opens them: made when first asked for, never the one that
-- seals the person's data, sealed under one of the ring. Without its row nobody opens those entries any more.
create table person.log_key (
    person     uuid primary key references person.person,
    ring_key   text not null,
    wrapped    bytea not null,
    wrapped_at timestamptz not null
);
create index log_key_ring_key on person.log_key (ring_key, person);
alter table person.log_key enable row level security;
alter table person.log_key force row level security;
-- The house alone makes and reads them, at its own work; whoever may erase the person takes the row away.
create policy see on person.log_key for select using (
    (select scope.everything()) or exists (select from person.person p where p.id = log_key.person));
create policy make on person.log_key for insert with check (scope.everything() and scope.changes());
create policy rewrap on person.log_key for update using (scope.everything() and scope.changes());
create policy destroy on person.log_key for delete using (
    scope.changes() and exists (select from person.person p where p.id = log_key.person));
grant select, insert, update, delete on person.log_key to ${app};
