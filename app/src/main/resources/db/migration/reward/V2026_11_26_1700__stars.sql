-- Stars of volunteers (R23, R24): proposed from hours that count, looked at by one and decided by another, told to
-- everybody for some working days under a masked name, then granted where nobody objects. Stars alone: no points, nothing
-- to be had for them, no order of people.
create schema reward;
grant usage on schema reward to ${app};

-- What a decree says, by version; a version that is in use is never changed.
create table reward.scheme (
    version     text primary key check (version ~ '^[0-9]{4}\.[0-9]{1,3}$'),
    valid_from  date not null unique,
    document    text not null check (length(document) between 1 and 200), -- where it is written
    document_en text not null check (length(document_en) between 1 and 400),
    counts_from date,                                                     -- first day of service that counts; null: all days
    counts_late boolean not null,                                         -- whether late entries count
    notice_days int not null check (notice_days between 5 and 60),        -- working days; a decree may ask for more, not for less
    answer_days int not null check (answer_days between 1 and 60),        -- working days in which an objection is answered
    min_years   int not null check (min_years between 0 and 18)           -- nobody younger is told of in public
);
create table reward.grade (
    scheme  text not null references reward.scheme,
    star    int not null check (star between 1 and 10),
    name    text not null check (length(name) between 1 and 30),
    name_en text not null check (length(name_en) between 1 and 60),
    minutes int not null check (minutes > 0),                             -- from so much service on
    primary key (scheme, star)
);
grant select, insert on reward.scheme, reward.grade to ${app};

create sequence reward.number as bigint start 1 maxvalue 999999;
grant usage on sequence reward.number to ${app};

create table reward.star (
    id             uuid primary key,
    number         text not null unique check (number ~ '^X[0-9]{4}-[0-9]{6}$'), -- of its public notice
    volunteer      uuid not null references volunteer.volunteer,
    person         uuid not null references person.person,
    site           uuid not null references network.site, -- where the volunteer is registered: who answers for it
    scheme         text not null,
    star           int not null,
    state          text not null check (state in ('PROPOSED', 'CHECKED', 'NOTICED', 'GRANTED', 'STOPPED', 'REVOKED')),
    cause          text not null check (cause in ('', 'REFUSED', 'BELOW', 'OBJECTED', 'UNNAMED', 'LEFT', 'REVOKED')),
    reason         text not null check (length(reason) <= 300),
    minutes        bigint not null check (minutes > 0),   -- that count, as last counted
    asked          boolean not null,                      -- by the volunteer himself, after one had been stopped
    against        uuid,                                  -- account of whoever stopped that one
    proposed_at    timestamptz not null,
    checked_at     timestamptz,
    checked_by     uuid,                                  -- account
    checked_person uuid,
    checked_who    text not null default '' check (length(checked_who) <= 200),
    decided_at     timestamptz,
    decided_by     uuid,
    decided_person uuid,
    decided_who    text not null default '' check (length(decided_who) <= 200),
    notice_from    date,
    notice_to      date,                                  -- the last day
    granted_on     date,
    below_since    date,                                  -- since when a granted one rests on too few hours
    version        int not null default 1,
    foreign key (scheme, star) references reward.grade,
    check ((checked_by is null) = (checked_at is null) and (decided_by is null) = (decided_at is null)),
    check ((decided_by is null) = (notice_from is null) and (decided_by is null) = (notice_to is null)),
    check ((granted_on is null) = (state not in ('GRANTED', 'REVOKED'))),
    check ((cause = '') = (state not in ('STOPPED', 'REVOKED'))),
    constraint star_looked_at check (state not in ('CHECKED', 'NOTICED', 'GRANTED', 'REVOKED') or checked_by is not null),
    constraint star_decided check (state not in ('NOTICED', 'GRANTED', 'REVOKED') or decided_by is not null),
    -- who looks at it, who decides and whose it is are three
    constraint star_two_persons check (checked_by <> decided_by and checked_person <> decided_person),
    constraint star_not_self check (checked_person <> person),
    constraint star_not_own check (decided_person <> person),
    -- another look is another's
    constraint star_looked_at_anew check (checked_by <> against),
    constraint star_decided_anew check (decided_by <> against),
    -- never before everybody had the days to object
    constraint star_noticed check (notice_to - notice_from >= 5 and granted_on > notice_to)
);
create unique index star_open on reward.star (volunteer) where state in ('PROPOSED', 'CHECKED', 'NOTICED');
create unique index star_granted on reward.star (volunteer, star) where state = 'GRANTED';
create index star_volunteer on reward.star (volunteer, proposed_at desc);
create index star_person on reward.star (person);
create index star_site on reward.star (site, proposed_at desc, id desc);
create index star_waiting on reward.star (proposed_at, id) where state in ('PROPOSED', 'CHECKED', 'NOTICED');
create index star_standing on reward.star (id) where state = 'GRANTED';
create index star_below on reward.star (below_since, id) where state = 'GRANTED' and below_since is not null;
grant select, insert on reward.star to ${app};
grant update (state, cause, reason, minutes, checked_at, checked_by, checked_person, checked_who, decided_at, decided_by,
    decided_person, decided_who, notice_from, notice_to, granted_on, below_since, version) on reward.star to ${app};

-- How it came to stand as it does: never rewritten.
create table reward.step (
    id      uuid primary key,
    star    uuid not null references reward.star,
    state   text not null check (state in ('PROPOSED', 'CHECKED', 'NOTICED', 'GRANTED', 'STOPPED', 'REVOKED')),
    at      timestamptz not null,
    account uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) <= 300)
);
create index step_star on reward.step (star, at, id);
grant select, insert on reward.step to ${app};

-- All that everybody may read while a star is told of, and nothing besides; it goes when the notice is over.
create table reward.notice (
    star      uuid primary key references reward.star,
    number    text not null unique,
    name      text not null check (name ~ '^.\*\*$'), -- masked
    site      uuid not null references network.site,
    scheme    text not null,
    grade     int not null,
    minutes   bigint not null check (minutes > 0),
    first_day date not null,
    last_day  date not null check (last_day > first_day),
    foreign key (scheme, grade) references reward.grade
);
create index notice_last_day on reward.notice (last_day, number);
grant select, insert, delete on reward.notice to ${app};

-- Anybody's word that a star should not be granted. Who said it is asked of nobody; a receipt opens the answer.
create table reward.objection (
    id              uuid primary key,
    star            uuid not null references reward.star,
    words           text not null check (length(words) between 4 and 500),
    at              timestamptz not null,
    due             timestamptz not null,
    receipt         bytea not null unique check (length(receipt) = 32), -- its digest
    person          uuid,                    -- of whoever was signed in
    answer          text check (length(answer) between 4 and 300),
    upheld          boolean,
    answered_at     timestamptz,
    answered_by     uuid,
    answered_person uuid,
    who             text not null default '' check (length(who) <= 200),
    check ((answer is null) = (answered_at is null) and (answer is null) = (upheld is null)
           and (answer is null) = (answered_by is null))
);
create index objection_open on reward.objection (due, id) where answered_at is null;
create index objection_star on reward.objection (star, at);
create index objection_person on reward.objection (person) where person is not null;
grant select, insert on reward.objection to ${app};
grant update (answer, upheld, answered_at, answered_by, answered_person, who) on reward.objection to ${app};

-- One proposes to take a granted star back, another confirms or declines.
create table reward.revocation (
    id           uuid primary key,
    star         uuid not null references reward.star,
    reason       text not null check (length(reason) between 4 and 200),
    at           timestamptz not null,
    account      uuid not null,
    who          text not null check (length(who) <= 200),
    settled_at   timestamptz,
    settled_by   uuid,
    settled_who  text not null default '' check (length(settled_who) <= 200),
    confirmed    boolean,
    check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (confirmed is null)),
    constraint revocation_two_persons check (settled_by <> account)
);
create unique index revocation_open on reward.revocation (star) where settled_at is null;
create index revocation_star on reward.revocation (star, at desc);
grant select, insert on reward.revocation to ${app};
grant update (settled_at, settled_by, settled_who, confirmed) on reward.revocation to ${app};

-- Who does not wish to stand on a public list, by his own word; it ends by his own word.
create table reward.unnamed (
    volunteer uuid primary key references volunteer.volunteer,
    person    uuid not null references person.person,
    at        timestamptz not null
);
grant select, insert, delete on reward.unnamed to ${app};

-- The database's own work on rows that whoever asks may not see.
create function reward.open_rows() returns text language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := coalesce(current_setting('app.everything', true), '');
begin
    perform set_config('app.everything', 'on', true);
    return was;
end;
$$;

create function reward.refuse(why text, rule text) returns void language plpgsql as $$
begin
    raise exception '%', why using errcode = 'check_violation', constraint = rule;
end;
$$;

-- A star goes one step after the other, on enough hours, and is granted only where no objection is open.
create function reward.star_goes_on() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    office constant boolean := scope.everything() or new.site in (select scope.sites());
    was    constant text := reward.open_rows();
    needed int;
    days   int;
begin
    select g.minutes, s.notice_days into strict needed, days
    from reward.grade g join reward.scheme s on s.version = g.scheme where g.scheme = new.scheme and g.star = new.star;
    if tg_op = 'INSERT' then
        if new.state <> 'PROPOSED' then
            perform reward.refuse('a star begins as proposed, not as ' || new.state, 'star_begins');
        end if;
    elsif new.state <> old.state then
        if not (old.state, new.state) in (
            ('PROPOSED', 'CHECKED'), ('PROPOSED', 'STOPPED'),
            ('CHECKED', 'NOTICED'), ('CHECKED', 'STOPPED'),
            ('NOTICED', 'GRANTED'), ('NOTICED', 'STOPPED'),
            ('GRANTED', 'REVOKED')) then
            perform reward.refuse('a star does not go from ' || old.state || ' to ' || new.state, 'star_goes_on');
        end if;
        if new.state <> 'STOPPED' and not office then
            perform reward.refuse('whose star it is may only let it be', 'star_is_the_offices');
        end if;
        if new.state = 'GRANTED' and exists (
            select from reward.objection o where o.star = new.id and o.answered_at is null) then
            perform reward.refuse('somebody objects and is not answered', 'star_objected');
        end if;
        if new.state = 'REVOKED' and not exists (
            select from reward.revocation r where r.star = new.id and r.confirmed) then
            perform reward.refuse('a star is taken back by two persons', 'star_two_revoke');
        end if;
    end if;
    if new.minutes < needed and (new.state in ('PROPOSED', 'CHECKED', 'NOTICED')
            or tg_op = 'UPDATE' and new.state = 'GRANTED' and old.state <> 'GRANTED') then
        perform reward.refuse('too few hours: ' || new.minutes || ' minutes, asked are ' || needed, 'star_hours');
    end if;
    if new.notice_to - new.notice_from < days then
        perform reward.refuse('the notice is too short', 'star_noticed');
    end if;
    if tg_op = 'UPDATE' then
        if old.checked_by is not null and (new.checked_by, new.checked_at) is distinct from (old.checked_by, old.checked_at)
            or old.decided_by is not null and (new.decided_by, new.decided_at, new.notice_from, new.notice_to)
                is distinct from (old.decided_by, old.decided_at, old.notice_from, old.notice_to) then
            perform reward.refuse('who looked and who decided stays', 'star_kept');
        end if;
    end if;
    perform set_config('app.everything', was, true);
    return new;
end;
$$;
create trigger star_goes_on before insert or update on reward.star for each row execute function reward.star_goes_on();

-- An objection comes while the star is told of, and not while it is being granted.
create function reward.objection_begins() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was   text;
    stood text;
begin
    -- what the row policies refuse is told as theirs
    if not scope.changes() then
        return new;
    end if;
    was := reward.open_rows();
    select s.state into stood from reward.star s where s.id = new.star for share;
    if stood is distinct from 'NOTICED' then
        perform reward.refuse('the notice is over', 'objection_in_time');
    end if;
    if (select count(*) from reward.objection o where o.star = new.star and o.answered_at is null) >= 50 then
        perform reward.refuse('so many object already', 'objection_many');
    end if;
    perform set_config('app.everything', was, true);
    return new;
end;
$$;
create trigger objection_begins before insert on reward.objection
    for each row execute function reward.objection_begins();

-- Whoever looked at the star, decided on it or would have it does not answer those who object.
create function reward.objection_answered() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := reward.open_rows();
begin
    if old.answered_at is not null and new is distinct from old then
        perform reward.refuse('an answer stays', 'objection_kept');
    end if;
    if new.answered_at is not null and exists (
        select from reward.star s where s.id = new.star
           and (new.answered_by in (s.checked_by, s.decided_by) or new.answered_person = s.person)) then
        perform reward.refuse('whoever decided does not answer', 'objection_answered_by_another');
    end if;
    perform set_config('app.everything', was, true);
    return new;
end;
$$;
create trigger objection_answered before update on reward.objection
    for each row execute function reward.objection_answered();

-- For whoever has the receipt: what became of his word, and of nobody else's.
create function reward.answered(held bytea)
    returns table (number text, at timestamptz, due timestamptz, answer text, upheld boolean, answered_at timestamptz)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := reward.open_rows();
begin
    return query select s.number, o.at, o.due, o.answer, o.upheld, o.answered_at
        from reward.objection o join reward.star s on s.id = o.star where o.receipt = held;
    perform set_config('app.everything', was, true);
end;
$$;
revoke all on function reward.open_rows(), reward.refuse(text, text), reward.star_goes_on(), reward.objection_begins(),
    reward.objection_answered(), reward.answered(bytea) from public;
grant execute on function reward.answered(bytea) to ${app};

do $$
declare
    t text;
    theirs constant text := '(scope.everything() or person = scope.person() or site in (select scope.sites()))';
    office constant text := 'exists (select 1 from reward.star k where k.id = %I.star
        and (scope.everything() or k.site in (select scope.sites())))';
    known constant text := 'exists (select 1 from reward.star k where k.id = %I.star)';
    own constant text := '(scope.everything() or person = scope.person())';
begin
    foreach t in array array['scheme', 'grade', 'star', 'step', 'notice', 'objection', 'revocation', 'unnamed'] loop
        execute format('alter table reward.%I enable row level security', t);
        execute format('alter table reward.%I force row level security', t);
    end loop;
    foreach t in array array['scheme', 'grade'] loop
        execute format('create policy published on reward.%I for select using (true)', t);
        execute format('create policy made on reward.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    -- the office's, and one's own: to ask for another look, and to let it be
    execute format('create policy see on reward.star for select using %s', theirs);
    execute format('create policy add on reward.star for insert with check (scope.changes() and %s)', theirs);
    execute format('create policy change on reward.star for update using (scope.changes() and %s)', theirs);
    execute format('create policy see on reward.step for select using (' || known || ')', 'step');
    execute format('create policy add on reward.step for insert with check (scope.changes() and ' || known || ')', 'step');
    execute 'create policy published on reward.notice for select using (true)';
    execute format('create policy add on reward.notice for insert with check (scope.changes() and ' || office || ')', 'notice');
    execute format('create policy remove on reward.notice for delete using (scope.changes() and ' || known || ')', 'notice');
    -- anybody may object to what is told in public, in his own name or in none; who would have the star does not read it
    execute format('create policy see on reward.objection for select using (person = scope.person() or ' || office || ')',
        'objection');
    execute format('create policy add on reward.objection for insert with check (scope.changes()
        and (person is null or scope.everything() or person = scope.person())
        and exists (select 1 from reward.notice n where n.star = %I.star))', 'objection');
    execute format('create policy change on reward.objection for update using (scope.changes() and ' || office || ')',
        'objection');
    execute format('create policy see on reward.revocation for select using (' || known || ')', 'revocation');
    execute format('create policy add on reward.revocation for insert with check (scope.changes() and ' || office || ')',
        'revocation');
    execute format('create policy change on reward.revocation for update using (scope.changes() and ' || office || ')',
        'revocation');
    execute format('create policy see on reward.unnamed for select using %s', own);
    execute format('create policy add on reward.unnamed for insert with check (scope.changes() and %s)', own);
    execute format('create policy remove on reward.unnamed for delete using (scope.changes() and %s)', own);
end $$;
