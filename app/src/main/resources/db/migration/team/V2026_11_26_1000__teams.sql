-- Teams of volunteers: at which place, of which level, who leads since when, who belongs to them by his own word. What is
-- public of a team is published; who its members are is seen by themselves, by whoever leads, and by the office there.
create schema team;
grant usage on schema team to ${app};

-- What a decree may change, and what the city calls its levels and kinds: data of the pack.
create table team.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
create table team.level (
    key      text primary key check (key ~ '^[a-z0-9-]{1,40}$'),
    position int not null check (position between 1 and 9), -- 1 is the highest
    name     text not null check (length(name) between 1 and 60),
    name_en  text not null check (length(name_en) between 1 and 120),
    unique (key, position)
);
create table team.kind (
    key      text primary key check (key ~ '^[a-z0-9-]{1,40}$'),
    position int not null,
    name     text not null check (length(name) between 1 and 60),
    name_en  text not null check (length(name_en) between 1 and 120)
);
create table team.alliance (
    key     text primary key check (key ~ '^[a-z0-9-]{1,40}$'),
    name    text not null check (length(name) between 1 and 60),
    name_en text not null check (length(name_en) between 1 and 120),
    about   text not null check (length(about) <= 200)
);
grant select, insert on team.rule, team.level, team.kind, team.alliance to ${app};

create sequence team.number as bigint start 1 maxvalue 9999999;
grant usage on sequence team.number to ${app};

create table team.team (
    id              uuid primary key,
    number          text not null unique check (number ~ '^[A-Z]{1,4}[0-9]{4,7}$'),
    name            text not null check (length(name) between 2 and 60),
    level           text not null,
    level_position  int not null,
    kind            text not null references team.kind,
    site            uuid not null references network.site, -- the place that answers for it
    field           text,
    parent          uuid,
    parent_position int,
    about           text not null check (length(about) <= 200),
    founded_on      date not null,
    ended_on        date check (ended_on >= founded_on),
    end_reason      text not null default '' check (length(end_reason) <= 200),
    version         int not null default 1,
    foreign key (level, level_position) references team.level (key, position),
    unique (id, level_position),
    foreign key (parent, parent_position) references team.team (id, level_position),
    check ((parent is null) = (parent_position is null)),
    -- what stands above is of a higher level: so nothing runs in a circle
    check (parent_position < level_position)
);
create index team_site on team.team (site);
create index team_parent on team.team (parent);
create index team_name on team.team using gin (name gin_trgm_ops);
grant select, insert, update on team.team to ${app};

-- Which teams stand together in an alliance, since when.
create table team.allied (
    id       uuid primary key,
    alliance text not null references team.alliance,
    team     uuid not null references team.team,
    days     daterange not null check (not isempty(days) and lower(days) is not null),
    exclude using gist (alliance with =, team with =, days with &&)
);
create index allied_team on team.allied (team);
grant select, insert, update on team.allied to ${app};

-- Who leads, since when and, where it is known, until when. serving: leads as far as the row policies know; turned by
-- the job when a known end has come, since the database is not asked for the day.
create table team.lead (
    id            uuid primary key,
    team          uuid not null references team.team,
    person        uuid not null references person.person,
    volunteer     uuid not null references volunteer.volunteer,
    office        text not null check (office in ('CAPTAIN', 'DEPUTY')),
    days          daterange not null check (not isempty(days) and lower(days) is not null),
    serving       boolean not null,
    -- the age that was shown to be reached on the day of appointment; says no more of when somebody was born
    checked_years int not null check (checked_years >= 18),
    at            timestamptz not null,
    account       uuid,
    -- one that was ended on its first day keeps that day, and bars nobody
    constraint lead_one_captain exclude using gist (team with =, days with &&) where (office = 'CAPTAIN' and serving),
    constraint lead_one_office exclude using gist (team with =, person with =, days with &&) where (serving)
);
create index lead_team on team.lead (team);
create index lead_serving on team.lead (person) where serving;
grant select, insert, update on team.lead to ${app};

-- Which deputy acts for the captain, on which days.
create table team.stand_in (
    id      uuid primary key,
    team    uuid not null references team.team,
    lead    uuid not null references team.lead,
    days    daterange not null check (not isempty(days) and lower(days) is not null and upper(days) is not null),
    at      timestamptz not null,
    account uuid,
    constraint stand_in_one exclude using gist (team with =, days with &&)
);
grant select, insert, update on team.stand_in to ${app};

-- Who belongs to a team. An invitation or a request counts nothing; a member is only who said so himself.
create table team.membership (
    id        uuid primary key,
    team      uuid not null references team.team,
    volunteer uuid not null references volunteer.volunteer,
    person    uuid not null references person.person,
    state     text not null check (state in ('ASKED', 'INVITED', 'MEMBER', 'LEFT', 'REFUSED', 'LAPSED')),
    since     timestamptz not null,
    word      text check (word in ('WEB', 'COUNTER', 'PAPER')), -- how the volunteer said so himself
    word_at   timestamptz,
    due       timestamptz,                   -- until when an answer is owed
    raised_at timestamptz,                   -- since when a request without an answer lies one tier up
    words     text not null default '' check (length(words) <= 200), -- what whoever asks wrote to the captain
    version   int not null default 1,
    unique (team, volunteer),
    check ((word is null) = (word_at is null)),
    check (state not in ('ASKED', 'MEMBER') or word is not null),
    check ((state in ('ASKED', 'INVITED')) = (due is not null)),
    check (raised_at is null or state = 'ASKED')
);
create index membership_volunteer on team.membership (volunteer, state);
create index membership_person on team.membership (person);
create index membership_due on team.membership (due) where due is not null;
create index membership_state on team.membership (team, state, since);
grant select, insert, update on team.membership to ${app};

create table team.step (
    id         uuid primary key,
    membership uuid not null references team.membership,
    state      text not null check (state in ('ASKED', 'INVITED', 'MEMBER', 'LEFT', 'REFUSED', 'LAPSED')),
    cause      text not null check (cause in ('ASKED', 'INVITED', 'ACCEPTED', 'APPROVED', 'REFUSED', 'DECLINED', 'LEFT',
                                              'LAPSED', 'RAISED', 'TEAM_ENDED', 'NO_VOLUNTEER', 'ENTERED')),
    at         timestamptz not null,
    account    uuid,
    who        text not null check (length(who) <= 200),
    reason     text not null check (length(reason) <= 200)
);
create index step_membership on team.step (membership, at desc, id desc);
grant select, insert on team.step to ${app};

-- Only the volunteer himself says so on a page; at the counter, the office of the place writes down what it heard.
-- Neither captain nor neighbour can say it for him: not in a new row (policy own_word), and not in one that stands, whose
-- policies cannot see what it said before.
create function team.own_word() returns trigger language plpgsql as $$
begin
    if new.word is null then
        return new;
    end if;
    if new.word is not distinct from old.word and new.word_at is not distinct from old.word_at
            and new.person = old.person and new.volunteer = old.volunteer
            -- an earlier word does not bring back whoever left
            and (new.state not in ('ASKED', 'MEMBER') or old.state in ('ASKED', 'MEMBER')) then
        return new;
    end if;
    if scope.everything() or (new.word = 'WEB' and new.person = scope.person()) then
        return new;
    end if;
    if new.word <> 'WEB' and exists (select from team.team t where t.id = new.team
            and (t.site in (select scope.sites())
                 or (t.field, t.site) in (select f.field, f.site from scope.field_sites() f))) then
        return new;
    end if;
    raise exception 'only the volunteer himself says that he belongs to a team' using errcode = '42501';
end $$;
create trigger own_word before update on team.membership
    for each row execute function team.own_word();

-- What was written to a whole team, and whom it reached. Numbers are kept nowhere.
create table team.message (
    id      uuid primary key,
    team    uuid not null references team.team,
    text    text not null check (length(text) between 2 and 60),
    at      timestamptz not null,
    account uuid,
    who     text not null check (length(who) <= 200)
);
create index message_team on team.message (team, at desc);
create table team.delivery (
    message    uuid not null references team.message,
    membership uuid not null references team.membership,
    sent       boolean not null,             -- false where a limit stood in the way, or no telephone is known
    at         timestamptz not null,
    primary key (message, membership)
);
grant select, insert on team.message, team.delivery to ${app};

-- How a team is made up, counted at night and after changes: figures of many, never one person's.
create table team.balance (
    team       uuid primary key references team.team,
    counted_at timestamptz not null,
    members    int not null check (members >= 0),
    active     int not null check (active >= 0),
    dormant    int not null check (dormant >= 0),
    skills     jsonb not null,
    ages       jsonb not null
);
grant select, insert, update on team.balance to ${app};

-- Who serves together as a family: by his own word, or by the guardian's for whom he answers.
create table team.kin (
    id        uuid primary key,
    family    uuid not null,
    volunteer uuid not null references volunteer.volunteer,
    person    uuid not null references person.person,
    asker     uuid references volunteer.volunteer,
    word      text check (word in ('SELF', 'GUARDIAN')),
    word_at   timestamptz,
    due       timestamptz,
    left_at   timestamptz,
    check ((word is null) = (word_at is null)),
    check ((word is null and left_at is null) = (due is not null))
);
create unique index kin_one_family on team.kin (volunteer) where word is not null and left_at is null;
create unique index kin_asked_once on team.kin (family, volunteer) where left_at is null;
create index kin_family on team.kin (family);
create index kin_person on team.kin (person);
grant select, insert, update on team.kin to ${app};

do $$
declare
    t text;
    -- the office of the place, or of the field there
    here constant text := '(scope.everything() or %1$s.site in (select scope.sites())
        or (%1$s.field, %1$s.site) in (select f.field, f.site from scope.field_sites() f))';
    office text;
    led constant text := 'exists (select from team.lead l where l.team = %I.%I and l.serving and l.person = scope.person())';
    office_or_led text;
    theirs text;
begin
    -- published: rules, levels, kinds, alliances, teams, and who leads them, by an id that says nothing of him
    foreach t in array array['rule', 'level', 'kind', 'alliance'] loop
        execute format('alter table team.%I enable row level security', t);
        execute format('alter table team.%I force row level security', t);
        execute format('create policy published on team.%I for select using (true)', t);
        execute format('create policy made on team.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;

    execute 'alter table team.team enable row level security';
    execute 'alter table team.team force row level security';
    execute 'create policy published on team.team for select using (true)';
    execute 'create policy add on team.team for insert with check (scope.changes() and ' || format(here, 'team') || ')';
    execute 'create policy change on team.team for update using (scope.changes() and ' || format(here, 'team') || ')';

    foreach t in array array['allied', 'lead', 'stand_in', 'membership', 'message', 'balance'] loop
        execute format('alter table team.%I enable row level security', t);
        execute format('alter table team.%I force row level security', t);
        office := format('(scope.everything() or exists (select from team.team t where t.id = %I.team and ', t)
            || format(here, 't') || '))';
        office_or_led := '(' || office || ' or ' || format(led, t, 'team') || ')';
        case t
            when 'allied' then
                execute 'create policy published on team.allied for select using (true)';
                execute 'create policy add on team.allied for insert with check (scope.changes() and ' || office || ')';
                execute 'create policy change on team.allied for update using (scope.changes() and ' || office || ')';
            when 'lead' then
                execute 'create policy published on team.lead for select using (true)';
                -- whoever leads names deputies; captains are the office's word
                execute 'create policy add on team.lead for insert with check (scope.changes() and (' || office
                    || ' or (office = ''DEPUTY'' and ' || format(led, t, 'team') || ')))';
                execute 'create policy change on team.lead for update using (scope.changes() and (' || office
                    || ' or person = scope.person() or (office = ''DEPUTY'' and ' || format(led, t, 'team') || ')))';
            when 'stand_in' then
                execute 'create policy published on team.stand_in for select using (true)';
                execute 'create policy add on team.stand_in for insert with check (scope.changes() and ' || office_or_led || ')';
                execute 'create policy change on team.stand_in for update using (scope.changes() and ' || office_or_led || ')';
            when 'membership' then
                theirs := '(' || office_or_led || ' or person = scope.person())';
                execute 'create policy see on team.membership for select using ' || theirs;
                execute 'create policy add on team.membership for insert with check (scope.changes() and ' || theirs || ')';
                execute 'create policy change on team.membership for update using (scope.changes() and ' || theirs || ')';
                execute 'create policy own_word on team.membership as restrictive for insert with check (word is null
                    or (word = ''WEB'' and (scope.everything() or person = scope.person()))
                    or (word <> ''WEB'' and ' || office || '))';
            when 'message' then
                execute 'create policy see on team.message for select using ' || office_or_led;
                execute 'create policy add on team.message for insert with check (scope.changes() and ' || office_or_led || ')';
            when 'balance' then
                execute 'create policy see on team.balance for select using ' || office_or_led;
                execute 'create policy made on team.balance for insert with check (scope.everything() and scope.changes())';
                execute 'create policy remade on team.balance for update using (scope.everything() and scope.changes())';
        end case;
    end loop;

    foreach t in array array['step', 'delivery'] loop
        execute format('alter table team.%I enable row level security', t);
        execute format('alter table team.%I force row level security', t);
    end loop;
    execute 'create policy see on team.step for select using (exists (select from team.membership m where m.id = step.membership))';
    execute 'create policy add on team.step for insert with check (scope.changes()
        and exists (select from team.membership m where m.id = step.membership))';
    execute 'create policy see on team.delivery for select using (exists (select from team.message m where m.id = delivery.message))';
    execute 'create policy made on team.delivery for insert with check (scope.everything() and scope.changes())';

    execute 'alter table team.kin enable row level security';
    execute 'alter table team.kin force row level security';
    execute 'create policy see on team.kin for select using (scope.everything() or person = scope.person())';
    execute 'create policy add on team.kin for insert with check (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy change on team.kin for update using (scope.changes() and (scope.everything() or person = scope.person()))';
end $$;
