-- The practice network, everything dated: acts (what a document orders from a day on), their effects on sites, and the
-- state of every body on every day, folded from the effects that were not withdrawn.
create schema network;
grant usage on schema network to ${app};

-- Which day the closure table shows, and how often the network was changed (what is kept in memory asks this).
create table network.tree (
    single  boolean primary key default true check (single),
    day     date not null,
    version bigint not null
);
grant select, insert, update on network.tree to ${app};

-- A body that keeps its identity through renaming and moving. The dates and the successor are folded from its effects.
-- A branch center is a site of its own kind: it serves one field and nothing hangs under it.
create table network.site (
    id        uuid primary key,
    number    text not null unique check (number ~ '^[0-9A-Za-z-]{1,40}$'),
    field     text,
    opened    date not null,
    closed    date check (closed > opened),
    successor uuid references network.site,
    check (successor is null or closed is not null),
    check (successor <> id)
);
create index site_successor on network.site (successor) where successor is not null;

-- What a document orders from a day on. Withdrawn before its day, it has no effect but stays readable.
create table network.act (
    id           uuid primary key,
    site         uuid not null references network.site,
    kind         text not null check (kind ~ '^[A-Z_]{3,30}$'),
    day          date not null,
    document     text not null check (length(document) <= 120),
    told         text not null check (length(told) <= 200),
    told_en      text not null check (length(told_en) <= 400),
    recorded_at  timestamptz not null,
    withdrawn_at timestamptz
);
create index act_site on network.act (site, day);
create index act_day on network.act (day);

-- Why, and who recorded it: for the office, not for the street.
create table network.act_note (
    act      uuid primary key references network.act,
    site     uuid not null references network.site,
    reason   text not null check (length(reason) <= 2000),
    recorder text not null check (length(recorder) <= 200),
    account  uuid,
    withdrawal_reason text check (length(withdrawal_reason) <= 2000),
    withdrawer        text check (length(withdrawer) <= 200)
);

-- One effect of an act on one site; a null column changes nothing. Kinds that only tell change nothing at all.
create table network.effect (
    act       uuid not null references network.act,
    site      uuid not null references network.site,
    kind      text not null check (kind in ('OPENED', 'RENAMED', 'RECODED', 'MOVED', 'MERGED', 'CLOSED',
                                            'ABSORBED', 'SPLIT', 'PLACE', 'HOURS', 'TOLD')),
    name       text check (length(name) between 2 and 60),
    short_name text check (length(short_name) <= 30),
    name_en    text check (length(name_en) <= 120),
    pinyin     text check (pinyin ~ '^[a-z0-9 ]{0,200}$'),
    code      text check (code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15})$'),
    tier      text check (tier in ('CENTER', 'BRANCH', 'INSTITUTE', 'STATION', 'POINT')),
    parent    uuid references network.site,
    other     uuid references network.site,
    primary key (act, site, kind),
    check (kind <> 'OPENED' or (name is not null and tier is not null)),
    check (kind <> 'RENAMED' or name is not null),
    check (kind <> 'MOVED' or parent is not null),
    check (kind <> 'MERGED' or other is not null)
);
create index effect_site on network.effect (site);

-- The state of a body on every day of its life. On any day one body answers for a code, and no two open siblings bear
-- one name; both are looked at when the transaction ends, so that an act may exchange them.
-- (words: all by which it is found: names, pinyin, its initials, code)
create table network.site_version (
    site     uuid not null references network.site,
    days     daterange not null check (not isempty(days) and not lower_inf(days)),
    tier     text not null check (tier in ('CENTER', 'BRANCH', 'INSTITUTE', 'STATION', 'POINT')),
    name       text not null,
    short_name text not null,
    name_en    text not null,
    pinyin     text not null,
    words      text not null,
    code     text,
    parent   uuid references network.site,
    check ((parent is null) = (tier = 'CENTER')),
    check (parent <> site),
    constraint version_one_state exclude using gist (site with =, days with &&) deferrable initially deferred,
    constraint version_one_code exclude using gist (code with =, days with &&) where (code is not null)
        deferrable initially deferred,
    constraint version_sibling_names exclude using gist (parent with =, name with =, days with &&)
        where (parent is not null) deferrable initially deferred,
    constraint version_one_center exclude using gist (tier with =, days with &&) where (tier = 'CENTER')
        deferrable initially deferred
);
create index version_site on network.site_version (site, lower(days));
create index version_parent on network.site_version (parent);
create index version_code on network.site_version (code, site) where code is not null;
create index version_name on network.site_version (short_name collate "zh-x-icu", site);

-- Nobody hangs under a body that is not open: the days of every version lie within those of its parent.
create function network.parent_is_open() returns trigger language plpgsql as $$
declare
    changed uuid := case tg_op when 'DELETE' then old.site else new.site end;
    orphan  uuid;
begin
    select child.site into orphan
    from network.site_version child
    where (child.site = changed or child.parent = changed)
      and child.parent is not null
      and not child.days <@ (select coalesce(range_agg(p.days), '{}') from network.site_version p where p.site = child.parent)
    limit 1;
    if orphan is not null then
        raise exception 'site % hangs under a body that is not open', orphan using errcode = 'integrity_constraint_violation',
            constraint = 'version_parent_open';
    end if;
    return null;
end $$;
create constraint trigger version_parent_open after insert or update or delete on network.site_version
    deferrable initially deferred for each row execute function network.parent_is_open();

-- Where a place is and what hangs at its door, from a day on.
create table network.place (
    site       uuid not null references network.site,
    from_day   date not null,
    act        uuid references network.act,
    address    text not null default '' check (length(address) <= 200),
    address_en text not null default '' check (length(address_en) <= 300),
    lon        numeric(9, 6) check (lon between 73 and 136),
    lat        numeric(8, 6) check (lat between 3 and 54),
    crs        text check (crs in ('GCJ-02', 'WGS-84', 'CGCS2000')),
    area_m2    integer check (area_m2 between 1 and 1000000),
    seats      integer check (seats between 1 and 100000),
    sign       text not null default '' check (length(sign) <= 100),
    primary key (site, from_day),
    check ((lon is null) = (lat is null) and (lon is null) = (crs is null))
);

-- When a place is open, from a day on: seven sets of minutes of the day, Monday first.
create table network.opening (
    site     uuid not null references network.site,
    from_day date not null,
    act      uuid references network.act,
    week     int4multirange[] not null check (cardinality(week) = 7 and '[0,1440)'::int4range @> all (week)),
    note     text not null default '' check (length(note) <= 200),
    note_en  text not null default '' check (length(note_en) <= 300),
    primary key (site, from_day)
);

-- Single days that differ from the week: closed where the set is empty.
create table network.special_day (
    site    uuid not null references network.site,
    day     date not null,
    spans   int4multirange not null check (spans <@ '[0,1440)'::int4range),
    note    text not null default '' check (length(note) <= 200),
    note_en text not null default '' check (length(note_en) <= 300),
    primary key (site, day)
);

-- Numbers under which a place is reached; published only where marked as a service number.
create table network.contact (
    id       uuid primary key,
    site     uuid not null references network.site,
    label    text not null check (length(label) between 1 and 40),
    phone    text not null check (phone ~ '^[0-9+() -]{3,30}$'),
    service  boolean not null,
    position integer not null check (position between 1 and 20),
    unique (site, position) deferrable initially deferred
);

-- What a place of a tier must have (六有, 十有 …), by what it is proved, and how old evidence may be: data of a decree,
-- by date.
create table network.place_check (
    key        text not null check (key ~ '^[a-z0-9_-]{1,40}$'),
    tier       text not null check (tier in ('CENTER', 'BRANCH', 'INSTITUTE', 'STATION', 'POINT')),
    from_day   date not null,
    until_day  date check (until_day > from_day),
    position   integer not null,
    part       text not null check (length(part) between 1 and 40),
    part_en    text not null check (length(part_en) <= 80),
    label      text not null check (length(label) between 1 and 80),
    label_en   text not null check (length(label_en) <= 160),
    proved_by  text not null check (proved_by ~ '^[A-Z_]{3,30}$'),
    age_months integer check (age_months between 1 and 120),
    primary key (key, from_day),
    check ((proved_by = 'EVIDENCE') = (age_months is not null))
);
create index place_check_tier on network.place_check (tier);

-- The posts that a place of a tier must have; who holds them is kept by the room staff.
create table network.required_post (
    key       text not null check (key ~ '^[a-z0-9_-]{1,40}$'),
    tier      text not null check (tier in ('CENTER', 'BRANCH', 'INSTITUTE', 'STATION', 'POINT')),
    from_day  date not null,
    until_day date check (until_day > from_day),
    position  integer not null,
    name      text not null check (length(name) between 1 and 40),
    name_en   text not null check (length(name_en) <= 80),
    holders   integer not null check (holders between 1 and 1000),
    head      boolean not null,
    by_office text not null check (length(by_office) <= 60),
    primary key (key, from_day)
);

-- That a check was met on a day is published; by what and by whom it was shown stays in the office.
create table network.evidence (
    id   uuid primary key,
    site uuid not null references network.site,
    key  text not null,
    day  date not null
);
create index evidence_site on network.evidence (site, key, day);
create table network.evidence_detail (
    evidence    uuid primary key references network.evidence,
    site        uuid not null references network.site,
    shown       text not null check (length(shown) between 1 and 1000),
    recorder    text not null check (length(recorder) <= 200),
    account     uuid,
    recorded_at timestamptz not null
);
create index evidence_detail_site on network.evidence_detail (site);

-- Fields of service: the city's own, so they lie at its center.
create table network.field (
    key       text primary key check (key ~ '^[a-z][a-z0-9_-]{1,30}$'),
    site      uuid not null references network.site,
    name      text not null check (length(name) between 2 and 30),
    name_en   text not null check (length(name_en) <= 60),
    icon      text not null check (icon ~ '^[a-z0-9-]{1,40}$'),
    about     text not null check (length(about) <= 200),
    about_en  text not null check (length(about_en) <= 300),
    position  integer not null,
    from_day  date not null,
    until_day date check (until_day > from_day)
);

alter table network.site add foreign key (field) references network.field;

-- Row policies. Published: what anybody may know of the network. Within: what stays in the office. Changed: only
-- within the scope of the transaction; a branch center also by whoever has its field.
create function network.branches() returns setof uuid language sql stable parallel safe rows 10
begin atomic
    select s.id from network.site s join scope.field_sites() f on f.field = s.field and f.site = s.id;
end;

do $$
declare
    t text;
    mine constant text := '(scope.everything() or site in (select scope.sites()) or site in (select network.branches()))';
begin
    foreach t in array array['site', 'act', 'effect', 'site_version', 'place', 'opening', 'special_day', 'evidence',
                             'field', 'place_check', 'required_post'] loop
        execute format('create policy published on network.%I for select using (true)', t);
    end loop;
    foreach t in array array['act_note', 'evidence_detail', 'contact'] loop
        execute format('create policy within on network.%I for select using %s', t, mine);
    end loop;
    foreach t in array array['act', 'effect', 'site_version', 'place', 'opening', 'special_day', 'evidence', 'act_note',
                             'evidence_detail', 'contact', 'field'] loop
        execute format('create policy entered on network.%I for insert with check (scope.changes() and %s)', t, mine);
        execute format('create policy changed on network.%I for update using (scope.changes() and %s)', t, mine);
        execute format('create policy removed on network.%I for delete using (scope.changes() and %s)', t, mine);
    end loop;
    foreach t in array array['place_check', 'required_post'] loop
        execute format('create policy entered on network.%I for insert with check (scope.changes() and scope.everything())', t);
        execute format('create policy changed on network.%I for update using (scope.changes() and scope.everything())', t);
    end loop;
    foreach t in array array['site', 'act', 'act_note', 'effect', 'site_version', 'place', 'opening', 'special_day',
                             'contact', 'place_check', 'required_post', 'evidence', 'evidence_detail', 'field'] loop
        execute format('alter table network.%I enable row level security', t);
        execute format('alter table network.%I force row level security', t);
        execute format('grant select, insert, update on network.%I to ${app}', t);
    end loop;
end $$;
create policy entered on network.site for insert with check (scope.changes() and
    (scope.everything() or id in (select scope.sites())));
create policy changed on network.site for update using (scope.changes() and
    (scope.everything() or id in (select scope.sites()) or (field, id) in (select f.field, f.site from scope.field_sites() f)));
create policy published on network.contact for select using (service);

-- Folded states are made anew; facts entered by mistake may go. Acts, effects and evidence stay.
grant delete on network.site_version, network.place, network.opening, network.special_day, network.contact to ${app};
