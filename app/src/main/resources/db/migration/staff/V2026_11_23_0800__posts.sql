-- Who holds which post, by date. That a post is held is published; by whom, only where the post is marked so.
create schema staff;
grant usage on schema staff to ${app};

-- Posts whose holder's name stands on public pages, by the key that the network gives the post.
create table staff.public_post (
    post text primary key check (post ~ '^[a-z0-9_-]{1,40}$')
);
grant select, insert, delete on staff.public_post to ${app};

create table staff.holding (
    id           uuid primary key,
    site         uuid not null,
    field        text,                       -- a branch center's
    post         text not null check (post ~ '^[a-z0-9_-]{1,40}$'),
    single       boolean not null,           -- one holder at a time
    days         daterange not null check (not isempty(days) and not lower_inf(days)),
    office       text not null check (length(office) <= 60),
    document     text not null check (length(document) between 1 and 120),
    end_document text not null check (length(end_document) <= 120),
    ended_by     text not null check (length(ended_by) <= 200),
    -- how it stood before it was ended, for taking that back
    until_before        date,
    end_document_before text not null default '' check (length(end_document_before) <= 120),
    withdrawn_at timestamptz,
    check (upper_inf(days) or end_document <> ''),
    -- two people never hold one single post on the same day
    constraint holding_one_at_a_time exclude using gist (site with =, post with =, days with &&)
        where (single and withdrawn_at is null)
);
create index holding_site on staff.holding (site, post) where withdrawn_at is null;
create index holding_ended_by on staff.holding (ended_by) where ended_by <> '';
grant select, insert, update on staff.holding to ${app};

create table staff.holder (
    holding     uuid primary key references staff.holding,
    site        uuid not null,
    field       text,
    person      uuid not null,
    public_name text check (length(public_name) between 1 and 60)
);
create index holder_person on staff.holder (person);
create index holder_site on staff.holder (site);
grant select, insert, update on staff.holder to ${app};

-- What is missing today, kept ready for the badges of every page; made anew from the holdings.
create table staff.vacancy (
    site    uuid not null,
    field   text,
    post    text not null,
    missing integer not null check (missing > 0),
    since   date not null,
    primary key (site, post)
);
create index vacancy_since on staff.vacancy (since, site);
grant select, insert, update, delete on staff.vacancy to ${app};

do $$
declare
    t text;
    mine constant text := '(scope.everything() or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f))';
begin
    foreach t in array array['holding', 'holder', 'vacancy'] loop
        execute format('alter table staff.%I enable row level security', t);
        execute format('alter table staff.%I force row level security', t);
        execute format('create policy within on staff.%I for select using %s', t, mine);
        execute format('create policy entered on staff.%I for insert with check (scope.changes() and %s)', t, mine);
        execute format('create policy changed on staff.%I for update using (scope.changes() and %s)', t, mine);
    end loop;
    execute format('create policy removed on staff.vacancy for delete using (scope.changes() and %s)', mine);
end $$;
create policy published on staff.holding for select using (true);
create policy published on staff.holder for select using (public_name is not null);
create policy own on staff.holder for select using (person = scope.person());
-- a person who is erased leaves the posts, whoever asked for it
create policy let_go on staff.holder for update using (scope.changes() and person = scope.person());

alter table staff.public_post enable row level security;
alter table staff.public_post force row level security;
create policy published on staff.public_post for select using (true);
create policy changed on staff.public_post for all
    using (scope.changes() and (scope.everything() or scope.whole_city()))
    with check (scope.changes() and (scope.everything() or scope.whole_city()));
