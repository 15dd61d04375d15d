-- Units, and which of them answers for which field of service: everything dated. They are the city's own, so they lie at
-- its center.
create schema unit;
grant usage on schema unit to ${app};

create table unit.unit (
    id        uuid primary key,
    site      uuid not null references network.site,
    number    text not null unique check (number ~ '^[0-9A-Za-z-]{1,40}$'),
    opened    date not null,
    closed    date check (closed > opened),
    successor uuid references unit.unit check (successor <> id)
);
create table unit.unit_version (
    unit        uuid not null references unit.unit,
    site        uuid not null references network.site,
    days        daterange not null check (not isempty(days) and not lower_inf(days)),
    act         uuid not null references network.act,
    name        text not null check (length(name) between 2 and 60),
    short_name  text not null check (length(short_name) between 1 and 30),
    name_en     text not null check (length(name_en) <= 120),
    credit_code text check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    phone       text not null check (phone ~ '^[0-9+() -]{0,30}$'),
    constraint unit_one_state exclude using gist (unit with =, days with &&) deferrable initially deferred,
    constraint unit_one_name exclude using gist (name with =, days with &&) deferrable initially deferred,
    constraint unit_one_credit_code exclude using gist (credit_code with =, days with &&) where (credit_code is not null)
        deferrable initially deferred
);

-- Who answers for a field of service: on any day one main unit; others may help. The document is the act's own, written
-- here as well: an act says for ever what it said.
create table unit.responsibility (
    id       uuid primary key,
    site     uuid not null references network.site,
    field    text not null references network.field,
    unit     uuid not null references unit.unit,
    days     daterange not null check (not isempty(days) and not lower_inf(days)),
    main     boolean not null,
    act      uuid not null references network.act,
    document text not null check (length(document) between 1 and 120),
    constraint responsibility_one_main exclude using gist (field with =, days with &&) where (main)
        deferrable initially deferred,
    constraint responsibility_once exclude using gist (field with =, unit with =, days with &&)
        deferrable initially deferred
);
create index responsibility_unit on unit.responsibility (unit);

-- Published: what anybody may know of units. Changed: by whoever has the center in the scope of the transaction. A unit
-- stays for ever; its states are written anew, and a planned change is taken away when it is withdrawn.
do $$
declare
    t text;
    mine constant text := '(scope.changes() and (scope.everything() or site in (select scope.sites())))';
begin
    foreach t in array array['unit', 'unit_version', 'responsibility'] loop
        execute format('create policy published on unit.%I for select using (true)', t);
        execute format('create policy entered on unit.%I for insert with check %s', t, mine);
        execute format('create policy changed on unit.%I for update using %s', t, mine);
        execute format('alter table unit.%I enable row level security', t);
        execute format('alter table unit.%I force row level security', t);
        execute format('grant select, insert, update on unit.%I to ${app}', t);
    end loop;
    foreach t in array array['unit_version', 'responsibility'] loop
        execute format('create policy removed on unit.%I for delete using %s', t, mine);
        execute format('grant delete on unit.%I to ${app}', t);
    end loop;
end $$;
