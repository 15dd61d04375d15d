-- Complaints, suggestions, and what somebody asks to have corrected about himself (R16). Each has a number and a code of
-- its own, so that nobody needs an account; it lies with a place that it is not about, as far as there is one; the person
-- whom it is about neither sees nor answers it; and one appeal goes to another place, or at the center to another person.
create schema complaint;
grant usage on schema complaint to ${app};

-- What a decree may change, by date: working days for an answer, for an appeal, after an escalation.
create table complaint.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
grant select, insert on complaint.rule to ${app};

-- What complaints are about, in the words of the city's pack.
create table complaint.topic (
    key      text primary key check (key ~ '^[a-z0-9-]{1,40}$'),
    position int not null,
    name     text not null check (length(name) between 1 and 40),
    name_en  text not null check (length(name_en) between 1 and 80)
);
grant select, insert on complaint.topic to ${app};

create table complaint.counter (
    year int primary key,
    last int not null check (last between 1 and 999999)
);
grant select, insert, update on complaint.counter to ${app};

create table complaint.complaint (
    id            uuid primary key,
    number        text not null unique check (number ~ '^T[0-9]{4}-[0-9]{6}$'),
    receipt       bytea not null unique check (length(receipt) = 32), -- SHA-256 of number and code; the code is nowhere
    kind          text not null check (kind in ('COMPLAINT', 'SUGGESTION', 'CORRECTION')),
    topic         text not null check (length(topic) <= 40),          -- "" for a correction
    subject_kind  text not null check (subject_kind in ('SITE', 'ACTIVITY', 'TEAM', 'ENTRY', 'CERTIFICATE', 'VOLUNTEER')),
    subject_id    text not null check (length(subject_id) between 1 and 60),
    subject_label text not null check (length(subject_label) between 1 and 200), -- as it was called then
    about         uuid not null references network.site, -- the place whose affair it is
    person        uuid,                        -- who filed it, where that is known: never shown to whom it is about
    words         text not null check (length(words) between 1 and 2000),
    at            timestamptz not null,
    -- whom it is about: they neither see it nor answer it
    persons       uuid[] not null check (cardinality(persons) <= 50),
    accounts      uuid[] not null check (cardinality(accounts) <= 50),
    site          uuid not null references network.site, -- where it lies now
    due           timestamptz not null,
    raised        int not null check (raised between 0 and 9), -- how often it was raised since it was last filed
    state         text not null check (state in ('OPEN', 'REPLIED', 'APPEALED', 'CLOSED', 'WITHDRAWN')),
    appeal_until  timestamptz,
    check (kind <> 'CORRECTION' or person is not null),
    check ((kind = 'CORRECTION') = (topic = '')),
    check (state not in ('REPLIED') or appeal_until is not null)
);
create index complaint_waiting on complaint.complaint (due) where state in ('OPEN', 'APPEALED');
create index complaint_site on complaint.complaint (site, at desc, id desc);
create index complaint_person on complaint.complaint (person, at desc) where person is not null;
grant select, insert, update (words, site, due, raised, state, appeal_until) on complaint.complaint to ${app};

-- The first reply, and the one to the appeal: with reasons, by another person, of another place. Never rewritten.
create table complaint.reply (
    complaint uuid not null references complaint.complaint,
    round     int not null check (round in (1, 2)),
    outcome   text not null check (outcome in ('UPHELD', 'PARTLY', 'NOT_UPHELD', 'NOT_OURS')),
    reasons   text not null check (length(reasons) between 10 and 1000),
    at        timestamptz not null,
    site      uuid not null references network.site,
    account   uuid not null,
    person    uuid,
    who       text not null check (length(who) between 1 and 200),
    primary key (complaint, round)
);
grant select, insert on complaint.reply to ${app};

-- One appeal, by whoever filed it.
create table complaint.appeal (
    complaint uuid primary key references complaint.complaint,
    words     text not null check (length(words) between 4 and 1000),
    at        timestamptz not null
);
grant select, insert, update (words) on complaint.appeal to ${app};

create table complaint.step (
    id        uuid primary key,
    complaint uuid not null references complaint.complaint,
    cause     text not null check (cause in ('FILED', 'REPLIED', 'APPEALED', 'RAISED', 'WITHDRAWN', 'ERASED')),
    at        timestamptz not null,
    site      uuid not null references network.site, -- where it lay from then on
    account   uuid
);
create index step_complaint on complaint.step (complaint, at, id);
grant select, insert on complaint.step to ${app};

create function complaint.refuse(why text, rule text) returns void language plpgsql as $$
begin
    raise exception '%', why using errcode = 'check_violation', constraint = rule;
end $$;

create function complaint.reply_is_anothers() returns trigger language plpgsql as $$
declare
    c     complaint.complaint;
    first complaint.reply;
begin
    select * into strict c from complaint.complaint x where x.id = new.complaint;
    if new.account = any (c.accounts) or new.person = any (c.persons) then
        perform complaint.refuse('whom it is about does not answer it', 'reply_not_by_whom_it_is_about');
    end if;
    if new.person = c.person then
        perform complaint.refuse('nobody answers himself', 'reply_not_by_who_filed');
    end if;
    if new.site <> c.site then
        perform complaint.refuse('it is answered where it lies', 'reply_where_it_lies');
    end if;
    if (new.round = 1) <> (c.state = 'OPEN') or (new.round = 2) <> (c.state = 'APPEALED') then
        perform complaint.refuse('no such reply is awaited', 'reply_awaited');
    end if;
    if new.round = 2 then
        select * into strict first from complaint.reply r where r.complaint = new.complaint and r.round = 1;
        if new.account = first.account or new.person = first.person then
            perform complaint.refuse('another person answers an appeal', 'appeal_by_another_person');
        end if;
        if new.site = first.site
                and exists (select from scope.closure s where s.site = new.site and s.ancestor <> new.site) then
            perform complaint.refuse('another place answers an appeal', 'appeal_by_another_place');
        end if;
    end if;
    return null;
end $$;
-- after the row policies have asked, so that what they refuse is told as theirs
create trigger reply_is_anothers after insert on complaint.reply
    for each row execute function complaint.reply_is_anothers();

create function complaint.goes_on() returns trigger language plpgsql as $$
begin
    if new.state <> old.state and not (
            (old.state = 'OPEN' and new.state = 'REPLIED'
                and exists (select from complaint.reply r where r.complaint = new.id and r.round = 1))
            or (old.state = 'REPLIED' and new.state = 'APPEALED'
                and exists (select from complaint.appeal a where a.complaint = new.id))
            or (old.state = 'APPEALED' and new.state = 'CLOSED'
                and exists (select from complaint.reply r where r.complaint = new.id and r.round = 2))
            or (old.state in ('OPEN', 'APPEALED') and new.state = 'WITHDRAWN')) then
        perform complaint.refuse('a complaint does not go from ' || old.state || ' to ' || new.state, 'complaint_goes_on');
    end if;
    return null;
end $$;
create trigger complaint_goes_on after update of state on complaint.complaint
    for each row execute function complaint.goes_on();

do $$
declare
    t text;
    office constant text := '(site in (select scope.sites())
        and not coalesce(scope.person() = any (persons), false) and not coalesce(scope.account() = any (accounts), false))';
    -- whoever sees the complaint: the house, who filed it, the office where it lies
    known constant text := 'exists (select from complaint.complaint c where c.id = complaint)';
begin
    foreach t in array array['rule', 'topic', 'counter', 'complaint', 'reply', 'appeal', 'step'] loop
        execute format('alter table complaint.%I enable row level security', t);
        execute format('alter table complaint.%I force row level security', t);
    end loop;
    foreach t in array array['rule', 'topic'] loop
        execute format('create policy published on complaint.%I for select using (true)', t);
        execute format('create policy made on complaint.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    -- what is filed is written by the house, for whoever holds the receipt
    execute 'create policy counted on complaint.counter using (scope.everything()) with check (scope.everything() and scope.changes())';
    execute 'create policy see on complaint.complaint for select using (scope.everything() or person = scope.person() or '
        || office || ')';
    execute 'create policy file on complaint.complaint for insert with check (scope.everything() and scope.changes())';
    execute 'create policy go_on on complaint.complaint for update using (scope.changes()
        and (scope.everything() or person = scope.person() or ' || office || '))';
    foreach t in array array['reply', 'appeal', 'step'] loop
        execute format('create policy see on complaint.%I for select using (%s)', t, known);
    end loop;
    execute 'create policy answer on complaint.reply for insert with check (scope.changes()
        and exists (select from complaint.complaint c where c.id = complaint
            and (scope.everything() or c.site in (select scope.sites()))))';
    execute 'create policy file on complaint.appeal for insert with check (scope.everything() and scope.changes())';
    execute format('create policy forget on complaint.appeal for update using (scope.changes() and %s)', known);
    execute format('create policy add on complaint.step for insert with check (scope.changes() and %s)', known);
end $$;
