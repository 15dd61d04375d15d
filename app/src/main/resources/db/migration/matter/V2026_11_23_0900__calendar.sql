-- Working days and hours: what every deadline is reckoned by. The city's own; read by all, changed by its center.
create schema matter;
grant usage on schema matter to ${app};

create table matter.calendar_year (
    year       integer     primary key check (year between 2000 and 2100),
    document   text        not null check (length(document) <= 200),
    settled_at timestamptz not null
);

create table matter.special_day (
    day     date primary key check (day >= date '2000-01-01' and day < date '2101-01-01'),
    kind    text not null check (kind in ('HOLIDAY', 'WORKDAY')),
    name    text not null check (name <> '' and length(name) <= 40),
    name_en text not null check (length(name_en) <= 40),
    -- from Monday to Friday people work anyhow
    check (kind = 'HOLIDAY' or extract(isodow from day) in (6, 7))
);

create table matter.office_hours (
    valid_from date primary key,
    document   text not null check (length(document) <= 200)
);
create table matter.office_session (
    valid_from date not null references matter.office_hours,
    starts     time not null,
    ends       time not null check (ends > starts),
    primary key (valid_from, starts)
);

grant select, insert, update, delete on matter.calendar_year, matter.special_day to ${app};
grant select, insert, delete on matter.office_hours, matter.office_session to ${app};

do $$
declare
    part text;
begin
    foreach part in array array['calendar_year', 'special_day', 'office_hours', 'office_session'] loop
        execute format('alter table matter.%I enable row level security', part);
        execute format('alter table matter.%I force row level security', part);
        execute format('create policy %I on matter.%I for select using (true)', part || '_published', part);
        execute format('create policy %I on matter.%I for all using (scope.changes() and (scope.everything() or scope.whole_city()))
            with check (scope.changes() and (scope.everything() or scope.whole_city()))', part || '_change', part);
    end loop;
end;
$$;

-- until the city says otherwise
set local app.everything = 'on';
set local app.changes = 'on';
insert into matter.office_hours (valid_from, document) values (date '2000-01-01', '');
insert into matter.office_session (valid_from, starts, ends)
values (date '2000-01-01', time '09:00', time '12:00'), (date '2000-01-01', time '14:00', time '17:00');
