-- Volunteers. Who somebody is stands sealed in person; here, what somebody offers, where he is registered, and how he
-- came to count. Nobody counts whom others entered: only who confirmed himself.
create schema volunteer;
grant usage on schema volunteer to ${app};

-- What a decree may change, by date: number prefix, time limits, age bands, and what one may choose.
create table volunteer.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
create table volunteer.age_band (
    valid_from date not null,
    min_years  int not null check (min_years between 0 and 120),
    asks       text not null check (asks in ('NOT_YET', 'GUARDIAN_PRESENT', 'GUARDIAN_CONSENT', 'NOTHING')),
    risky      boolean not null,             -- whether dangerous work is open to this age
    primary key (valid_from, min_years)
);
create table volunteer.choice (
    kind       text not null check (kind in ('SKILL', 'LANGUAGE', 'INTEREST')),
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    position   int not null,
    name       text not null check (length(name) between 1 and 60),
    name_en    text not null check (length(name_en) between 1 and 120),
    special    boolean not null,             -- a skill whose work is open only after training
    primary key (kind, key)
);
grant select, insert on volunteer.rule, volunteer.age_band, volunteer.choice to ${app};

create sequence volunteer.number as bigint start 1 maxvalue 9999999999;
grant usage on sequence volunteer.number to ${app};

create table volunteer.volunteer (
    id            uuid primary key,
    person        uuid not null references person.person,
    number        text not null unique check (number ~ '^[A-Z]{2}[0-9]{11}$'),
    site          uuid not null references network.site, -- where he is registered
    state         text not null check (state in ('INVITED', 'ACTIVE', 'DORMANT', 'ARCHIVED', 'SUSPENDED', 'WITHDRAWN')),
    source        text not null check (source in ('SELF', 'COUNTER', 'IMPORT')),
    registered_at timestamptz not null,
    confirmed_on  date,                      -- the day on which he said so himself, or a guardian for him
    served_on     date,                      -- the last day of service that counted
    free_known    boolean not null,          -- whether anybody asked when he is free
    week_hours    int check (week_hours between 1 and 40), -- how much he wants to do at most
    version       int not null default 1,
    -- who did not confirm does not count
    check (state in ('INVITED', 'WITHDRAWN') or confirmed_on is not null)
);
create unique index volunteer_person on volunteer.volunteer (person);
create index volunteer_site on volunteer.volunteer (site, state);
create index volunteer_latest on volunteer.volunteer (registered_at desc, id desc);
create index volunteer_idle on volunteer.volunteer (state, (greatest(confirmed_on, served_on)))
    where state in ('ACTIVE', 'DORMANT');
grant select, insert, update on volunteer.volunteer to ${app};

-- Whether one of these records of one person counts, wherever it is registered: whoever asks may not see all of them. Whoever
-- asks for the same person (the first of them) waits, so that no two of them come to count at once.
create function volunteer.counts(people uuid[]) returns boolean language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := coalesce(current_setting('app.everything', true), '');
    one boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended('volunteer.counts ' || people[1], 0));
    perform set_config('app.everything', 'on', true);
    select exists (select from volunteer.volunteer v where v.person = any (people)
        and v.state in ('ACTIVE', 'DORMANT', 'ARCHIVED', 'SUSPENDED')) into one;
    perform set_config('app.everything', was, true);
    return one;
end;
$$;
revoke all on function volunteer.counts(uuid[]) from public;
grant execute on function volunteer.counts(uuid[]) to ${app};

-- How he came to stand as he does: never rewritten.
create table volunteer.step (
    id        uuid primary key,
    volunteer uuid not null references volunteer.volunteer,
    state     text not null check (state in ('INVITED', 'ACTIVE', 'DORMANT', 'ARCHIVED', 'SUSPENDED', 'WITHDRAWN')),
    cause     text not null check (cause in ('REGISTERED', 'IMPORTED', 'CONFIRMED', 'APPROVED', 'SERVED', 'IDLE',
                                             'LONG_IDLE', 'SUSPENDED', 'RESUMED', 'LEFT', 'DISOWNED', 'ERASED')),
    at        timestamptz not null,
    account   uuid,
    who       text not null check (length(who) <= 200),
    reason    text not null check (length(reason) <= 200)
);
create index step_volunteer on volunteer.step (volunteer, at desc, id desc);
create index step_disowned on volunteer.step (at desc) where cause = 'DISOWNED';
grant select, insert on volunteer.step to ${app};

-- What he can do, speaks and likes to do.
create table volunteer.chosen (
    volunteer   uuid not null references volunteer.volunteer,
    kind        text not null,
    key         text not null,
    certificate text not null check (length(certificate) <= 60),
    expires     date,
    primary key (volunteer, kind, key),
    foreign key (kind, key) references volunteer.choice,
    check (kind = 'SKILL' or (certificate = '' and expires is null)),
    check (certificate <> '' or expires is null)
);
create index chosen_key on volunteer.chosen (kind, key);
grant select, insert, delete on volunteer.chosen to ${app};

-- When he is free. No rows mean never, unless free_known says that nobody asked.
create table volunteer.free (
    volunteer uuid not null references volunteer.volunteer,
    weekday   int not null check (weekday between 1 and 7), -- Monday is 1
    part      text not null check (part in ('MORNING', 'AFTERNOON', 'EVENING')),
    primary key (volunteer, weekday, part)
);
grant select, insert, delete on volunteer.free to ${app};

-- What he cannot do for his health: sealed under his own key, asked for by itself.
create table volunteer.health (
    volunteer uuid primary key references volunteer.volunteer,
    words     bytea not null,
    since     timestamptz not null
);
grant select, insert, update, delete on volunteer.health to ${app};

-- Who agreed for somebody under age, in which version, and who of the office looked at it a second time.
create table volunteer.guardianship (
    id            uuid primary key,
    volunteer     uuid not null references volunteer.volunteer,
    guardian      uuid not null references person.person,
    channel       text not null check (channel in ('WEB', 'COUNTER', 'PAPER')),
    present       boolean not null,          -- whether the guardian stood there
    version       int not null,
    at            timestamptz not null,
    account       uuid,
    approved_at   timestamptz,
    approver      uuid,
    approver_name text check (length(approver_name) <= 200),
    check ((approved_at is null) = (approver is null)),
    -- the second look is another's
    check (approver <> account)
);
create unique index guardianship_volunteer on volunteer.guardianship (volunteer);
create index guardianship_open on volunteer.guardianship (at) where approved_at is null;
grant select, insert, update, delete on volunteer.guardianship to ${app};

-- The second look is at somebody who waits for it: not at whoever left, or whose guardian took the agreement back.
create function volunteer.waits() returns trigger language plpgsql as $$
begin
    -- the row is held until the end, so that nobody leaves in between
    perform from volunteer.volunteer v where v.id = new.volunteer and v.state = 'INVITED' for share;
    if not found then
        raise exception 'volunteer % does not wait for a second look', new.volunteer using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger waits_new before insert on volunteer.guardianship for each row
    when (new.approved_at is not null) execute function volunteer.waits();
create trigger waits before update on volunteer.guardianship for each row
    when (new.approved_at is not null and old.approved_at is null) execute function volunteer.waits();

-- Training and awards, with what the rules on records ask for.
create table volunteer.training (
    id        uuid primary key,
    volunteer uuid not null references volunteer.volunteer,
    skill     text,                          -- the special skill that it opens; null for other training
    name      text not null check (length(name) between 1 and 60),
    content   text not null check (length(content) between 1 and 200),
    minutes   int not null check (minutes between 1 and 60000),
    organiser text not null check (length(organiser) between 1 and 60),
    day       date not null,
    passed    boolean not null,
    expires   date check (expires > day),
    at        timestamptz not null,
    account   uuid,
    withdrawn_at timestamptz
);
create index training_volunteer on volunteer.training (volunteer, day desc);
create table volunteer.award (
    id        uuid primary key,
    volunteer uuid not null references volunteer.volunteer,
    name      text not null check (length(name) between 1 and 60),
    day       date not null,
    body      text not null check (length(body) between 1 and 60),
    at        timestamptz not null,
    account   uuid,
    withdrawn_at timestamptz
);
create index award_volunteer on volunteer.award (volunteer, day desc);
grant select, insert, update on volunteer.training, volunteer.award to ${app};

-- What somebody has filled in on the way to registering: his own, sealed, for a month.
create table volunteer.draft (
    person uuid primary key references person.person,
    words  bytea not null,
    at     timestamptz not null
);
create index draft_at on volunteer.draft (at);
grant select, insert, update, delete on volunteer.draft to ${app};

-- Of whom somebody asked whether he is registered: sealed, for the house alone, gone with the answer.
create table volunteer.inquiry (
    id    uuid primary key,
    words bytea not null check (length(words) <= 500),
    at    timestamptz not null
);
create index inquiry_at on volunteer.inquiry (at);
grant select, insert, delete on volunteer.inquiry to ${app};

-- How many stand in which state; published, made anew from the volunteers.
create table volunteer.tally (
    state  text primary key,
    people int not null check (people >= 0),
    at     timestamptz not null
);
grant select, insert, update on volunteer.tally to ${app};

do $$
declare
    t text;
    theirs constant text := 'exists (select 1 from volunteer.volunteer v where v.id = %I.volunteer)';
    office constant text := 'exists (select 1 from volunteer.volunteer v where v.id = %I.volunteer
        and (scope.everything() or v.site in (select scope.sites())))';
    mine constant text := '(scope.everything() or person = scope.person() or site in (select scope.sites()))';
begin
    execute 'alter table volunteer.volunteer enable row level security';
    execute 'alter table volunteer.volunteer force row level security';
    execute format('create policy see on volunteer.volunteer for select using %s', mine);
    execute format('create policy add on volunteer.volunteer for insert with check (scope.changes() and %s)', mine);
    execute format('create policy change on volunteer.volunteer for update using (scope.changes() and %s)', mine);
    foreach t in array array['step', 'chosen', 'free', 'health', 'guardianship', 'training', 'award'] loop
        execute format('alter table volunteer.%I enable row level security', t);
        execute format('alter table volunteer.%I force row level security', t);
        execute format('create policy see on volunteer.%I for select using (' || theirs || ')', t, t);
        -- training and awards are the office's word; all else somebody may say of himself
        execute format('create policy add on volunteer.%I for insert with check (scope.changes() and '
            || case when t in ('training', 'award') then office else theirs end || ')', t, t);
    end loop;
    foreach t in array array['health', 'guardianship', 'training', 'award'] loop
        execute format('create policy change on volunteer.%I for update using (scope.changes() and '
            || case when t = 'health' then theirs else office end || ')', t, t);
    end loop;
    foreach t in array array['chosen', 'free', 'health', 'guardianship'] loop
        execute format('create policy remove on volunteer.%I for delete using (scope.changes() and ' || theirs || ')', t, t);
    end loop;
    foreach t in array array['rule', 'age_band', 'choice', 'tally'] loop
        execute format('alter table volunteer.%I enable row level security', t);
        execute format('alter table volunteer.%I force row level security', t);
        execute format('create policy published on volunteer.%I for select using (true)', t);
        execute format('create policy made on volunteer.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    execute 'create policy remade on volunteer.tally for update using (scope.everything() and scope.changes())';
    execute 'alter table volunteer.inquiry enable row level security';
    execute 'alter table volunteer.inquiry force row level security';
    execute 'create policy house on volunteer.inquiry for select using (scope.everything())';
    execute 'create policy asked on volunteer.inquiry for insert with check (scope.everything() and scope.changes())';
    execute 'create policy answered on volunteer.inquiry for delete using (scope.everything() and scope.changes())';
    execute 'alter table volunteer.draft enable row level security';
    execute 'alter table volunteer.draft force row level security';
    execute 'create policy own on volunteer.draft for select using (scope.everything() or person = scope.person())';
    execute 'create policy begun on volunteer.draft for insert with check (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy went_on on volunteer.draft for update using (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy done on volunteer.draft for delete using (scope.changes() and (scope.everything() or person = scope.person()))';
end $$;
