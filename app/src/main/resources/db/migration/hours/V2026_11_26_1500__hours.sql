-- Service hours: what each presence comes to by the rules of its day, who looked at it, and what became of it. A row is
-- never edited: it goes on from state to state, and a credit is taken back by a counter-entry alone. What must not happen
-- is refused here as well as in the code, whoever asks.
create schema hours;
grant usage on schema hours to ${app};

-- The rules by version: what a decree may change. An entry keeps the version by which it was reckoned.
create table hours.rule_pack (
    version              text primary key check (version ~ '^[0-9]{4}\.[0-9]{1,3}$'),
    valid_from           date not null unique,
    min_share_percent    int not null check (min_share_percent between 0 and 100),
    day_at_once_max      int not null,
    day_review_max       int not null,
    -- a decree may be stricter than sixteen hours a day, never laxer
    day_max              int not null check (day_max <= 960),
    pairs_max            int not null check (pairs_max between 1 and 20),
    round_to             int not null check (round_to between 1 and 60),
    meal_after           int not null check (meal_after >= 0),
    meal_minutes         int not null check (meal_minutes >= 0),
    late_working_days    int not null check (late_working_days between 1 and 60),
    late_cap_percent     int not null check (late_cap_percent between 0 and 100),
    late_free_minutes    int not null check (late_free_minutes >= 0),
    manual_share_percent int not null check (manual_share_percent between 0 and 100),
    travel_kmh           int not null check (travel_kmh between 1 and 1000),
    device_people_min    int not null check (device_people_min >= 2),
    same_second_min      int not null check (same_second_min >= 2),
    same_second_percent  int not null check (same_second_percent between 0 and 100),
    same_length_min      int not null check (same_length_min >= 2),
    same_length_percent  int not null check (same_length_percent between 1 and 100),
    min_years            int not null check (min_years between 0 and 18),
    adult_years          int not null check (adult_years between 14 and 21),
    answer_working_days  int not null check (answer_working_days between 1 and 60),
    check (day_at_once_max <= day_review_max and day_review_max <= day_max)
);
grant select, insert on hours.rule_pack to ${app};

-- What of an activity matters for hours, as it stood when its first presence came: kept with the hours, so that every
-- minute can be reckoned again from what stands here.
create table hours.occasion (
    activity     uuid primary key references activity.activity,
    site         uuid not null references network.site,
    organiser    uuid not null,              -- whose share of late entries is capped: the team, or the place where there is none
    project      uuid,
    starts       timestamptz not null,
    ends         timestamptz not null check (ends > starts),
    rest_minutes int not null check (rest_minutes >= 0),
    capacity     int check (capacity >= 1),
    risky        boolean not null,
    insured      boolean not null,
    leaders      uuid[] not null,            -- persons
    issue        uuid not null,              -- account of the ledger that gives
    seen_at      timestamptz not null
);
grant select, insert on hours.occasion to ${app};

create table hours.entry (
    id              uuid primary key,
    source          uuid not null unique,    -- what it rests on, taken once: a presence with its times, or the form of a late entry
    presence        uuid,                    -- of the room presence; null for a form
    activity        uuid not null references hours.occasion,
    site            uuid not null references network.site,
    volunteer       uuid not null references volunteer.volunteer,
    person          uuid not null references person.person,
    day             date not null,
    pair            int not null check (pair >= 1),
    began           timestamptz not null,
    ended           timestamptz not null,
    way             text not null check (way in ('CODE', 'CARD', 'LEADER', 'PAPER', 'OFFLINE_CODE', 'OFFLINE_LEADER',
                                                 'LATE_ENTRY')),
    class           text not null check (class in ('ORDINARY', 'LATE')),
    recorder        uuid,                    -- account of whoever wrote it down for another; null for the volunteer's own act
    recorder_person uuid,
    other_recorder  uuid,                    -- of whoever else wrote a part of it down: the coming, where another wrote the going
    other_recorder_person uuid,
    device          uuid,
    witness         uuid,                    -- the other side of the presence, a person: whoever leads there
    recorded_at     timestamptz not null,
    taken_at        timestamptz not null,
    years           int,                     -- whole years on that day; null where no birth date is known
    rule_pack       text not null references hours.rule_pack,
    present_minutes int not null check (present_minutes >= 0), -- of all stretches there that day, within the activity
    minutes         int not null check (minutes between 0 and 960),
    tier            int not null check (tier between 0 and 2), -- reviews that are asked: none, one, one of a tier up
    state           text not null check (state in ('COMPUTED', 'REVIEW_L1', 'REVIEW_L2', 'HELD', 'VALID', 'REFUSED',
                                                   'REVERSED')),
    reason          text not null check (length(reason) <= 200),
    account         uuid not null,           -- account of the ledger that receives
    transfer        uuid,                    -- of the ledger
    told_at         timestamptz,             -- when volunteer and project were told
    version         int not null default 1,
    -- never more than the time between coming and going (FD6)
    constraint entry_within check (ended > began and minutes * interval '1 minute' <= ended - began),
    -- nobody writes himself down (FD11)
    constraint entry_not_self check (state = 'REFUSED' or coalesce(recorder_person <> person, true)
                                     and coalesce(other_recorder_person <> person, true)),
    -- a presence of two sides has a witness, and it is another
    constraint entry_witness_is_another check (witness <> person),
    constraint entry_credited check ((state in ('VALID', 'REVERSED')) = (transfer is not null)),
    constraint entry_late check (way <> 'LATE_ENTRY' or class = 'LATE'),
    -- nobody is in two places at once (FD1)
    constraint entry_apart exclude using gist (volunteer with =, tstzrange(began, ended) with &&)
        where (state not in ('REFUSED', 'REVERSED'))
);
create index entry_of_volunteer on hours.entry (volunteer, began desc);
create index entry_of_person on hours.entry (person, began desc);
create index entry_of_activity on hours.entry (activity, state);
create index entry_waiting on hours.entry (taken_at) where state in ('COMPUTED', 'REVIEW_L1', 'REVIEW_L2', 'HELD');
create index entry_untold on hours.entry (taken_at) where told_at is null and state in ('VALID', 'REVERSED');
create index entry_of_site on hours.entry (site, taken_at desc);
create index entry_account on hours.entry (account) where state in ('VALID', 'REVERSED');
grant select, insert on hours.entry to ${app};
-- facts are not the application's to change
grant update (present_minutes, minutes, tier, state, reason, transfer, told_at, version) on hours.entry to ${app};

-- Presences that were closed or stand otherwise now, written down in the transaction that did it: so none is lost, and
-- nobody who comes or goes waits for the reckoning.
create table hours.arrived (
    id       uuid primary key,
    presence uuid not null,
    at       timestamptz not null
);
create index arrived_at on hours.arrived (at, id);
grant select, insert, delete on hours.arrived to ${app};

-- What a rule found: why an entry is refused or held, for people.
create table hours.finding (
    entry uuid not null references hours.entry,
    rule  text not null check (rule ~ '^FD[0-9]{1,2}$'),
    hard  boolean not null,                  -- nobody lets it pass
    words jsonb not null,
    at    timestamptz not null,
    primary key (entry, rule)
);
grant select, insert on hours.finding to ${app};

create table hours.step (
    id      uuid primary key,
    entry   uuid not null references hours.entry,
    state   text not null,
    at      timestamptz not null,
    account uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) <= 200)
);
create index step_entry on hours.step (entry, at, id);
grant select, insert on hours.step to ${app};

-- Who said that an entry is right; each account once.
create table hours.approval (
    id      uuid primary key,
    entry   uuid not null references hours.entry,
    account uuid not null,
    person  uuid,
    unit    uuid not null,                   -- the place whose office the account works at
    at      timestamptz not null,
    unique (entry, account)
);
grant select, insert on hours.approval to ${app};

-- A credit taken back: one asks, another does it or finds that it is right as it stands.
create table hours.reversal (
    entry     uuid not null references hours.entry,
    reason    text not null check (length(reason) between 4 and 200),
    asked_by  uuid not null,
    asked_who text not null check (length(asked_who) <= 200),
    asked_at  timestamptz not null,
    done_by   uuid check (done_by <> asked_by),
    done_who  text check (length(done_who) <= 200),
    done_at   timestamptz,
    transfer  uuid,
    declined_by  uuid check (declined_by <> asked_by),
    declined_who text check (length(declined_who) <= 200),
    declined_at  timestamptz,
    primary key (entry, asked_at),
    check ((done_by is null) = (done_at is null) and (done_by is null) = (transfer is null)),
    check ((declined_by is null) = (declined_at is null) and (declined_at is null or done_at is null))
);
create unique index reversal_one on hours.reversal (entry) where declined_at is null;
create index reversal_open on hours.reversal (asked_at) where done_at is null and declined_at is null;
grant select, insert on hours.reversal to ${app};
grant update (done_by, done_who, done_at, transfer, declined_by, declined_who, declined_at) on hours.reversal to ${app};

-- What a volunteer asks about an entry: to correct it (R16), or to look at it again.
create table hours.petition (
    id          uuid primary key,
    entry       uuid not null references hours.entry,
    kind        text not null check (kind in ('CORRECTION', 'APPEAL')),
    words       text not null check (length(words) between 4 and 300),
    at          timestamptz not null,
    due         timestamptz not null,
    against     uuid,                        -- account of whoever decided before
    answer      text check (length(answer) between 2 and 300),
    granted     boolean,
    answered_at timestamptz,
    answered_by uuid,
    who         text check (length(who) <= 200),
    check ((answer is null) = (answered_at is null) and (answer is null) = (granted is null)
           and (answer is null) = (answered_by is null)),
    -- another looks at it than decided before
    constraint petition_is_anothers check (answered_by <> against)
);
create unique index petition_open on hours.petition (entry) where answered_at is null;
create index petition_due on hours.petition (due) where answered_at is null;
create index petition_entry on hours.petition (entry, at);
grant select, insert on hours.petition to ${app};
grant update (answer, granted, answered_at, answered_by, who) on hours.petition to ${app};

-- Sums that the database keeps and nobody else: minutes of a volunteer's day, and of an organiser's year.
create table hours.day (
    volunteer uuid not null,
    day       date not null,
    minutes   int not null,
    primary key (volunteer, day),
    constraint day_max check (minutes between 0 and 960)
);
create table hours.tally (
    organiser uuid not null,
    year      int not null,
    minutes   bigint not null check (minutes >= 0),
    manual    bigint not null check (manual >= 0),
    late      bigint not null check (late >= 0),
    primary key (organiser, year)
);
grant select on hours.day, hours.tally to ${app};

-- The database's own work on rows that whoever asks may not see.
create function hours.open_rows() returns text language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := coalesce(current_setting('app.everything', true), '');
begin
    perform set_config('app.everything', 'on', true);
    return was;
end;
$$;

create function hours.refuse(why text, rule text) returns void language plpgsql as $$
begin
    raise exception '%', why using errcode = 'check_violation', constraint = rule;
end;
$$;

create function hours.entry_begins() returns trigger language plpgsql as $$
begin
    if new.state not in ('COMPUTED', 'REFUSED') then
        perform hours.refuse('an entry begins as computed, not as ' || new.state, 'entry_begins');
    end if;
    return new;
end;
$$;
create trigger entry_begins before insert on hours.entry for each row execute function hours.entry_begins();

-- Whether an entry may be credited: asked of everything that stands, by nobody's leave.
create function hours.check_credit(e hours.entry) returns void language plpgsql as $$
declare
    o       hours.occasion;
    p       hours.rule_pack;
    others  int;
    above   int;
    needed  int := 0;
    far     boolean := false;
    people  int;
    total   int;
begin
    -- one at a time is credited at an activity, so that no two take its last place
    perform pg_advisory_xact_lock(hashtextextended('hours.occasion' || e.activity, 0));
    select * into strict o from hours.occasion where activity = e.activity;
    select * into strict p from hours.rule_pack where version = e.rule_pack;
    if e.minutes < 1 then
        perform hours.refuse('nothing is left to credit', 'credit_minutes');
    end if;
    -- FD6: only what lies within the activity, and no more people than there is room for
    if e.minutes * interval '1 minute' > least(e.ended, o.ends) - greatest(e.began, o.starts) then
        perform hours.refuse('more minutes than were served within the activity', 'credit_within');
    end if;
    select count(distinct x.volunteer) into people from hours.entry x
        where x.activity = e.activity and (x.state = 'VALID' or x.id = e.id);
    if people > o.capacity then
        perform hours.refuse('more people than there is room for', 'credit_capacity');
    end if;
    -- FD17, FD18
    if e.years < p.min_years then
        perform hours.refuse('too young to serve', 'credit_age');
    end if;
    if o.risky and coalesce(e.years, 0) < p.adult_years then
        perform hours.refuse('dangerous work is closed to those under age', 'credit_minor');
    end if;
    if o.risky and not o.insured then
        perform hours.refuse('dangerous work without insurance', 'credit_insured');
    end if;
    if exists (select from hours.finding f where f.entry = e.id and f.hard) then
        perform hours.refuse('a rule that nobody lets pass', 'credit_stopped');
    end if;
    -- creator, approver and beneficiary differ
    select count(*), count(*) filter (where a.unit <> o.site) into others, above from hours.approval a
        where a.entry = e.id and a.account is distinct from e.recorder and a.account is distinct from e.other_recorder
          and (a.person is null or (a.person <> e.person and a.person is distinct from e.recorder_person
                                    and a.person is distinct from e.other_recorder_person));
    if not exists (select from scope.closure c where c.site = o.site and c.ancestor <> o.site) then
        -- nobody is above the center: there another person of it
        above := others;
    end if;
    select coalesce(sum(x.minutes), 0) + e.minutes into total from hours.entry x
        where x.volunteer = e.volunteer and x.day = e.day and x.state = 'VALID' and x.id <> e.id;
    if total > p.day_max then
        perform hours.refuse('more than can be served on a day', 'credit_day');
    end if;
    -- when a code was typed without a network, the phone alone says
    if e.way not in ('CODE', 'CARD') or e.witness is null or e.tier > 0 or total > p.day_at_once_max then
        needed := 1;
    end if;
    if e.tier = 2 or total > p.day_review_max or e.person = any (o.leaders)
        or exists (select from hours.finding f where f.entry = e.id) then
        needed := 1;
        far := true;
    end if;
    if e.class = 'LATE' then
        needed := 2;
    end if;
    if others < needed then
        perform hours.refuse('looked at by ' || others || ' others, asked are ' || needed, 'credit_two_persons');
    end if;
    if far and above < 1 then
        perform hours.refuse('nobody of another unit looked at it', 'credit_another_unit');
    end if;
end;
$$;

create function hours.sum_up(e hours.entry, sign int) returns void language plpgsql as $$
declare
    o hours.occasion;
    p hours.rule_pack;
    t hours.tally;
begin
    select * into strict o from hours.occasion where activity = e.activity;
    select * into strict p from hours.rule_pack where version = e.rule_pack;
    insert into hours.day (volunteer, day, minutes) values (e.volunteer, e.day, 0) on conflict do nothing;
    update hours.day set minutes = minutes + sign * e.minutes where volunteer = e.volunteer and day = e.day;
    insert into hours.tally as y (organiser, year, minutes, manual, late)
        values (o.organiser, extract(year from e.day)::int, 0, 0, 0) on conflict do nothing;
    update hours.tally set
            minutes = minutes + sign * e.minutes,
            manual = manual + case when e.way in ('CODE', 'CARD', 'OFFLINE_CODE') then 0 else sign * e.minutes end,
            late = late + case when e.class = 'LATE' then sign * e.minutes else 0 end
        where organiser = o.organiser and year = extract(year from e.day)::int
        returning * into t;
    if sign > 0 and e.class = 'LATE' and t.late > greatest(p.late_free_minutes, t.minutes * p.late_cap_percent / 100) then
        perform hours.refuse('too large a share of this organiser''s hours came late', 'credit_late_cap');
    end if;
end;
$$;

create function hours.entry_goes_on() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := hours.open_rows();
begin
    if new.state <> old.state then
        if not (old.state, new.state) in (
            ('COMPUTED', 'REVIEW_L1'), ('COMPUTED', 'REVIEW_L2'), ('COMPUTED', 'HELD'), ('COMPUTED', 'VALID'),
            ('COMPUTED', 'REFUSED'),
            ('REVIEW_L1', 'VALID'), ('REVIEW_L1', 'REFUSED'),
            ('REVIEW_L2', 'REVIEW_L1'), ('REVIEW_L2', 'VALID'), ('REVIEW_L2', 'REFUSED'),
            ('HELD', 'REVIEW_L1'), ('HELD', 'VALID'), ('HELD', 'REFUSED'),
            ('REFUSED', 'REVIEW_L1'), ('REFUSED', 'VALID'),
            ('VALID', 'REVERSED')) then
            perform hours.refuse('an entry does not go from ' || old.state || ' to ' || new.state, 'entry_goes_on');
        end if;
        if new.state = 'VALID' then
            perform hours.check_credit(new);
            perform hours.sum_up(new, 1);
        elsif new.state = 'REVERSED' then
            if not exists (select from hours.reversal r where r.entry = new.id and r.done_at is not null) then
                perform hours.refuse('a credit is taken back by two persons', 'credit_reversed');
            end if;
            perform hours.sum_up(new, -1);
        end if;
    end if;
    if old.state not in ('COMPUTED') and (new.minutes <> old.minutes or new.present_minutes <> old.present_minutes) then
        perform hours.refuse('minutes that were looked at are not changed', 'entry_minutes');
    end if;
    if old.transfer is not null and new.transfer is distinct from old.transfer then
        perform hours.refuse('what was booked stays', 'entry_transfer');
    end if;
    perform set_config('app.everything', was, true);
    return new;
end;
$$;
create trigger entry_goes_on before update on hours.entry for each row execute function hours.entry_goes_on();
revoke all on function hours.open_rows(), hours.check_credit(hours.entry), hours.sum_up(hours.entry, int),
    hours.entry_goes_on() from public;

do $$
declare
    t text;
    mine constant text := '(scope.everything() or person = scope.person() or site in (select scope.sites()))';
    office constant text := '(scope.everything() or site in (select scope.sites()))';
    theirs constant text := 'exists (select from hours.entry e where e.id = %I.entry)';
    offices constant text := 'exists (select from hours.entry e where e.id = %I.entry
        and (scope.everything() or e.site in (select scope.sites())))';
begin
    foreach t in array array['rule_pack', 'occasion', 'entry', 'finding', 'step', 'approval', 'reversal', 'petition', 'day',
                             'tally', 'arrived'] loop
        execute format('alter table hours.%I enable row level security', t);
        execute format('alter table hours.%I force row level security', t);
    end loop;
    execute 'create policy see on hours.arrived for select using (scope.everything())';
    execute 'create policy told on hours.arrived for insert with check (scope.changes())';
    execute 'create policy taken on hours.arrived for delete using (scope.everything() and scope.changes())';
    execute 'create policy published on hours.rule_pack for select using (true)';
    execute 'create policy made on hours.rule_pack for insert with check (scope.everything() and scope.changes())';
    -- what of an activity stands here is published with it; who leads it stands here under an id
    execute 'create policy published on hours.occasion for select using (true)';
    execute 'create policy taken on hours.occasion for insert with check (scope.changes() and ' || office || ')';
    execute 'create policy see on hours.entry for select using ' || mine;
    execute 'create policy take on hours.entry for insert with check (scope.changes() and ' || office || ')';
    execute 'create policy go_on on hours.entry for update using (scope.changes() and ' || office || ')';
    foreach t in array array['finding', 'step', 'approval', 'reversal', 'petition'] loop
        execute format('create policy see on hours.%I for select using (' || theirs || ')', t, t);
        execute format('create policy add on hours.%I for insert with check (scope.changes() and '
            || case when t = 'petition' then theirs else offices end || ')', t, t);
    end loop;
    foreach t in array array['reversal', 'petition'] loop
        execute format('create policy answer on hours.%I for update using (scope.changes() and ' || offices || ')', t, t);
    end loop;
    foreach t in array array['day', 'tally'] loop
        execute format('create policy see on hours.%I for select using (scope.everything())', t);
        execute format('create policy begun on hours.%I for insert with check (scope.everything())', t);
        execute format('create policy kept on hours.%I for update using (scope.everything())', t);
    end loop;
end;
$$;
