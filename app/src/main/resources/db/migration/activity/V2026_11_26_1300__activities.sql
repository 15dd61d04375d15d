-- Activities, their posts, and who holds a seat. That no post has more people than seats, and that nobody holds seats at
-- the same time in two places, is kept here and by nobody else; an order of the office that lets somebody pass is a row.
create schema activity;
grant usage on schema activity to ${app};

-- What a decree may change, by date: time limits, numbers, and when an agreement must be in writing.
create table activity.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
create table activity.agreement_case (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    position   int not null,
    name       text not null check (length(name) between 1 and 60),
    name_en    text not null check (length(name_en) between 1 and 120),
    basis      text not null check (length(basis) between 1 and 120), -- where it is written
    -- what the facts of an activity say by themselves; null where a person must say it
    finds      text check (finds in ('DANGEROUS', 'MONTH', 'LARGE')),
    primary key (key, valid_from)
);
grant select, insert on activity.rule, activity.agreement_case to ${app};

create sequence activity.number as bigint start 1 maxvalue 999999;
grant usage on sequence activity.number to ${app};

create table activity.activity (
    id           uuid primary key,
    number       text not null unique check (number ~ '^A[0-9]{4}-[0-9]{6}$'),
    project      uuid references project.project,
    site         uuid not null references network.site,
    field        text,
    title        text not null check (length(title) between 2 and 60),
    content      text not null check (length(content) between 1 and 1000),
    place        text not null check (length(place) between 2 and 120),
    starts       timestamptz not null,
    ends         timestamptz not null,
    rest_minutes int not null check (rest_minutes >= 0),
    conditions   text not null check (length(conditions) <= 300),
    how_to       text not null check (length(how_to) <= 200),
    risk         text not null check (risk in ('LOW', 'RAISED', 'DANGEROUS')),
    risks        text not null check (length(risks) between 1 and 500),
    safeguards   text not null check (length(safeguards) between 1 and 500),
    enrol_from   timestamptz not null,
    enrol_until  timestamptz not null,
    state        text not null check (state in ('DRAFT', 'SAFETY_CHECK', 'PUBLISHED', 'ENROLLING', 'CONFIRMED', 'ONGOING',
                                                'ENDED', 'RECORDING', 'RECORDED', 'ARCHIVED', 'WITHDRAWN', 'CANCELLED')),
    -- persons of the room person; an array, since every row policy below asks it
    leaders      uuid[] not null check (cardinality(leaders) between 1 and 5),
    series       uuid,
    created_by   uuid,                        -- account
    writers      uuid[] not null default '{}', -- accounts that wrote on it: none of them is the second look
    looked_by    uuid,                        -- account of the second look; null where none was asked for
    record_until timestamptz,
    version      int not null default 1,
    check (ends > starts and ends <= starts + interval '31 days'),
    check (make_interval(mins => rest_minutes) < ends - starts),
    check (enrol_from < enrol_until and enrol_until <= starts)
);
create index activity_starts on activity.activity (starts, id);
create index activity_site on activity.activity (site, starts desc);
create index activity_open on activity.activity (starts) where state in ('PUBLISHED', 'ENROLLING', 'CONFIRMED', 'ONGOING');
create index activity_led on activity.activity using gin (leaders);
create index activity_series on activity.activity (series) where series is not null;
create index activity_project on activity.activity (project) where project is not null;
grant select, insert, update on activity.activity to ${app};

-- How it came to stand as it does: never rewritten.
create table activity.step (
    id       uuid primary key,
    activity uuid not null references activity.activity,
    state    text not null,
    at       timestamptz not null,
    account  uuid,
    who      text not null check (length(who) <= 200),
    reason   text not null check (length(reason) <= 200)
);
create index step_activity on activity.step (activity, at desc, id desc);
grant select, insert on activity.step to ${app};

create table activity.post (
    id         uuid primary key,
    activity   uuid not null references activity.activity,
    position   int not null check (position between 1 and 10),
    name       text not null check (length(name) between 1 and 30),
    duties     text not null check (length(duties) <= 200),
    seats      int not null check (seats between 1 and 1000),
    skill      text check (skill ~ '^[a-z0-9-]{1,40}$'),
    min_age    int not null check (min_age between 0 and 80),
    -- counted by the trigger below, and by nothing else
    taken      int not null default 0,
    beyond     int not null default 0 check (beyond >= 0),
    waiting    int not null default 0 check (waiting >= 0),
    queue_next bigint not null default 1,
    changed_at timestamptz,
    unique (activity, position),
    constraint post_seats check (taken between 0 and seats)
);
grant select, insert, delete on activity.post to ${app};
grant update (name, duties, seats, skill, min_age, changed_at) on activity.post to ${app};

create table activity.sign_up (
    id          uuid primary key,
    activity    uuid not null references activity.activity,
    post        uuid not null references activity.post,
    volunteer   uuid not null references volunteer.volunteer,
    person      uuid not null references person.person,
    state       text not null check (state in ('INVITED', 'SEATED', 'WAITING', 'CANCELLED', 'REFUSED', 'NO_SHOW')),
    -- the time of the activity, written by the trigger below
    slot        tstzrange not null,
    queue       bigint,
    -- whether dangerous work is open to the age of whoever signs up (R30)
    risk_open   boolean not null,
    override    text check (length(override) between 4 and 200), -- the order of the office that let it pass
    override_by uuid,
    beyond      boolean not null default false,                  -- above the number of seats, by that order
    clash_allowed boolean not null default false,                -- in two places at once, by that order
    on_the_spot boolean not null default false,                  -- taken on by whoever leads, while it went on
    -- of whoever is so young that a guardian is there at every service (R30): whether somebody said that one comes
    guardian    text check (guardian in ('NEEDED', 'COMES')),
    at          timestamptz not null,
    by          uuid,                                            -- account
    promoted_at timestamptz,
    changed_at  timestamptz not null,                            -- of the last step; whoever is moved up by it is so then
    check ((override is null) = (override_by is null)),
    check (override is not null or not beyond),
    check (override is not null or not clash_allowed),
    constraint sign_up_guardian check (guardian is distinct from 'NEEDED' or state not in ('SEATED', 'WAITING')),
    check (state <> 'WAITING' or queue is not null),
    -- nobody is in two places at once
    constraint sign_up_clash exclude using gist (volunteer with =, slot with &&) where (state = 'SEATED' and not clash_allowed)
);
create unique index sign_up_live on activity.sign_up (activity, volunteer)
    where state in ('INVITED', 'SEATED', 'WAITING', 'NO_SHOW');
create unique index sign_up_queue on activity.sign_up (post, queue) where queue is not null;
create index sign_up_waiting on activity.sign_up (post, queue) where state = 'WAITING';
create index sign_up_activity on activity.sign_up (activity, state);
create index sign_up_volunteer on activity.sign_up (volunteer, at desc);
create index sign_up_person on activity.sign_up (person);
grant select, insert on activity.sign_up to ${app};
grant update (post, state, override, override_by, beyond, clash_allowed, guardian, changed_at) on activity.sign_up to ${app};

create table activity.sign_up_step (
    id      uuid primary key,
    sign_up uuid not null references activity.sign_up,
    state   text not null check (state in ('INVITED', 'SEATED', 'WAITING', 'CANCELLED', 'REFUSED', 'NO_SHOW')),
    cause   text not null check (cause in ('SIGNED_UP', 'INVITED', 'ACCEPTED', 'REFUSED', 'CANCELLED', 'PROMOTED', 'TAKEN_OFF',
                                           'CALLED_OFF', 'NO_SHOW', 'RESTORED', 'ERASED')),
    at      timestamptz not null,
    account uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) <= 200)
);
create index sign_up_step_sign_up on activity.sign_up_step (sign_up, at desc, id desc);
grant select, insert on activity.sign_up_step to ${app};

-- Who is still to be told something: written in the transaction of what happened, sent afterwards.
create table activity.telling (
    id      uuid primary key default gen_random_uuid(),
    sign_up uuid not null references activity.sign_up,
    kind    text not null check (kind in ('PROMOTED', 'CALLED_OFF', 'CHANGED', 'TAKEN_OFF', 'INVITED', 'TOGETHER',
                                            'TAKEN_ON')),
    at      timestamptz not null,
    told_at timestamptz,
    tries   int not null default 0
);
create index telling_open on activity.telling (at, id) where told_at is null;
grant select, insert, update on activity.telling to ${app};

-- Proof that those who come are insured (R8): which contract, for which days. Never rewritten.
create table activity.insurance (
    id           uuid primary key,
    activity     uuid not null references activity.activity,
    insurer      text not null check (length(insurer) between 2 and 60),
    contract     text not null check (length(contract) between 2 and 60),
    covers       text not null check (length(covers) between 1 and 200),
    first_day    date not null,
    last_day     date not null check (last_day >= first_day),
    at           timestamptz not null,
    account      uuid,
    withdrawn_at timestamptz
);
create index insurance_activity on activity.insurance (activity);
grant select, insert on activity.insurance to ${app};
grant update (withdrawn_at) on activity.insurance to ${app};

-- The agreement between whoever holds the activity and whoever serves in it: every version is kept.
create table activity.agreement (
    activity uuid not null references activity.activity,
    version  int not null check (version >= 1),
    words    text not null check (length(words) between 1 and 4000),
    cases    text[] not null check (cardinality(cases) between 1 and 20), -- why it must be in writing
    at       timestamptz not null,
    account  uuid,
    primary key (activity, version)
);
create table activity.agreed (
    sign_up uuid not null references activity.sign_up,
    version int not null check (version >= 1),
    party   text not null check (party in ('VOLUNTEER', 'ORGANISER')),
    way     text not null check (way in ('WEB', 'PAPER')),
    at      timestamptz not null,
    account uuid,
    primary key (sign_up, version, party)
);
grant select, insert on activity.agreement, activity.agreed to ${app};

-- What happened, or nearly happened; waits for whoever answers for the place.
create table activity.incident (
    id          uuid primary key,
    activity    uuid not null references activity.activity,
    near_miss   boolean not null,
    words       text not null check (length(words) between 4 and 500),
    at          timestamptz not null,
    person      uuid,                          -- who told it
    account     uuid,
    settled_at  timestamptz,
    settled_by  uuid,
    answer      text not null default '' check (length(answer) <= 500),
    check ((settled_at is null) = (settled_by is null)),
    check (settled_at is null or length(answer) >= 4)
);
create index incident_open on activity.incident (at) where settled_at is null;
create index incident_activity on activity.incident (activity, at);
grant select, insert on activity.incident to ${app};
grant update (settled_at, settled_by, answer) on activity.incident to ${app};

-- What came of it, told once and used wherever it is asked for.
create table activity.result (
    activity uuid primary key references activity.activity,
    reached  int not null check (reached between 0 and 100000),
    words    text not null check (length(words) between 1 and 200),
    at       timestamptz not null,
    account  uuid,
    version  int not null default 1
);
create table activity.photo (
    activity uuid not null references activity.activity,
    position int not null check (position between 1 and 9),
    file     uuid not null references files.file,
    at       timestamptz not null,
    account  uuid,
    primary key (activity, position)
);
grant select, insert, update on activity.result to ${app};
grant select, insert, delete on activity.photo to ${app};

-- The address of somebody's own calendar: only its digest is kept, and it ends when he wishes.
create table activity.feed (
    person uuid primary key references person.person,
    digest bytea not null unique check (length(digest) = 32),
    at     timestamptz not null
);
grant select, insert, update, delete on activity.feed to ${app};

-- What follows is the database's own work on rows that whoever asks may not see: each function opens them for itself and
-- closes them again.
create function activity.open_rows() returns text language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := coalesce(current_setting('app.everything', true), '');
begin
    perform set_config('app.everything', 'on', true);
    return was;
end;
$$;

-- Holds a post until the transaction ends: whoever signs up, leaves or is moved up comes here first, one after another. The
-- activity before its posts, as whoever calls it off holds them; shared, since nobody changes it here.
create function activity.hold(asked uuid) returns table (seats int, taken int, waiting int)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
begin
    perform from activity.activity a where a.id = (select p.activity from activity.post p where p.id = asked) for share;
    return query select p.seats, p.taken, p.waiting from activity.post p where p.id = asked for update;
    perform set_config('app.everything', was, true);
end;
$$;

-- Before a sign-up is written: its time is the activity's, the post's counts follow it, and the order of waiting is kept.
create function activity.count_seat() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    held activity.activity;
    took int := 0;
    more int := 0;
    waits int := 0;
begin
    -- as it stands once whoever calls it off or begins it is through, and until this is written nobody does
    perform from activity.activity a where a.id = new.activity for share;
    select * into strict held from activity.activity a where a.id = new.activity;
    if new.state in ('INVITED', 'SEATED', 'WAITING') and held.state not in ('PUBLISHED', 'ENROLLING', 'CONFIRMED')
        and (tg_op = 'INSERT' or new.state <> old.state and old.state <> 'NO_SHOW')
        -- but whoever stands there, where nothing is dangerous
        and not (tg_op = 'INSERT' and new.on_the_spot and new.state = 'SEATED' and held.state = 'ONGOING'
                 and held.risk <> 'DANGEROUS') then
        raise exception 'activity % takes nobody any more', new.activity
            using errcode = 'check_violation', constraint = 'sign_up_open';
    end if;
    if not exists (select from activity.post p where p.id = new.post and p.activity = new.activity) then
        raise exception 'post % is none of activity %', new.post, new.activity
            using errcode = 'check_violation', constraint = 'sign_up_post';
    end if;
    if held.risk = 'DANGEROUS' and not new.risk_open and new.state in ('INVITED', 'SEATED', 'WAITING') then
        raise exception 'dangerous work is closed to this age'
            using errcode = 'check_violation', constraint = 'sign_up_age';
    end if;
    new.slot := tstzrange(held.starts, held.ends);
    if tg_op = 'UPDATE' then
        if new.post <> old.post and old.state in ('SEATED', 'NO_SHOW', 'WAITING') then
            raise exception 'only an invitation changes its post'
                using errcode = 'check_violation', constraint = 'sign_up_moves';
        end if;
        took := took - (old.state in ('SEATED', 'NO_SHOW') and not old.beyond)::int;
        more := more - (old.state in ('SEATED', 'NO_SHOW') and old.beyond)::int;
        waits := waits - (old.state = 'WAITING')::int;
    end if;
    took := took + (new.state in ('SEATED', 'NO_SHOW') and not new.beyond)::int;
    more := more + (new.state in ('SEATED', 'NO_SHOW') and new.beyond)::int;
    waits := waits + (new.state = 'WAITING')::int;
    if took <> 0 or more <> 0 or waits <> 0 then
        update activity.post p set taken = p.taken + took, beyond = p.beyond + more, waiting = p.waiting + waits
            where p.id = new.post;
    end if;
    if new.state = 'WAITING' and new.queue is null then
        update activity.post p set queue_next = p.queue_next + 1 where p.id = new.post returning p.queue_next - 1 into new.queue;
    end if;
    perform set_config('app.everything', was, true);
    return new;
end;
$$;
create trigger sign_up_counted before insert or update on activity.sign_up
    for each row execute function activity.count_seat();

-- Gives free seats of a post to whoever waits longest and is not somewhere else at that time. Whoever is passed over keeps
-- his place in the order.
create function activity.move_up(asked uuid, moment timestamptz) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    next record;
    free int;
begin
    select p.seats - p.taken into free from activity.post p
        join activity.activity a on a.id = p.activity
        where p.id = asked and a.state in ('PUBLISHED', 'ENROLLING', 'CONFIRMED') for update of p;
    while free > 0 loop
        select s.id, s.volunteer into next from activity.sign_up s
            where s.post = asked and s.state = 'WAITING'
              and not exists (select from activity.sign_up o
                              where o.volunteer = s.volunteer and o.state = 'SEATED' and o.slot && s.slot)
            order by s.queue limit 1;
        exit when not found;
        -- nobody else seats him meanwhile; what others have seated until here is seen by the second look
        perform pg_advisory_xact_lock(hashtextextended('activity.volunteer.' || next.volunteer, 0));
        continue when exists (select from activity.sign_up s join activity.sign_up o on o.volunteer = s.volunteer
                              where s.id = next.id and o.state = 'SEATED' and o.slot && s.slot);
        update activity.sign_up s set state = 'SEATED', promoted_at = moment, changed_at = moment where s.id = next.id;
        insert into activity.sign_up_step (id, sign_up, state, cause, at, who, reason)
            values (gen_random_uuid(), next.id, 'SEATED', 'PROMOTED', moment, '', '');
        insert into activity.telling (sign_up, kind, at) values (next.id, 'PROMOTED', moment);
        free := free - 1;
    end loop;
    perform set_config('app.everything', was, true);
end;
$$;

-- Whoever leaves a seat leaves it to the next: whatever the reason, and nobody can forget it. Whoever is free by it takes
-- what he waits for elsewhere at that time.
create function activity.pass_seat_on() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    if old.state in ('SEATED', 'NO_SHOW') and not old.beyond and (new.state not in ('SEATED', 'NO_SHOW') or new.beyond) then
        perform activity.move_up(new.post, new.changed_at);
    end if;
    if old.state = 'SEATED' and new.state not in ('SEATED', 'NO_SHOW') then
        perform activity.fill_for(new.volunteer, new.changed_at);
    end if;
    return null;
end;
$$;
create trigger sign_up_left after update on activity.sign_up for each row execute function activity.pass_seat_on();
create function activity.pass_new_seats_on() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    perform activity.move_up(new.id, new.changed_at);
    return null;
end;
$$;
create trigger post_grown after update of seats on activity.post for each row
    when (new.seats > old.seats and new.changed_at is not null) execute function activity.pass_new_seats_on();

-- An activity that is moved in time moves its seats with it, so that a clash is found; one that may be dangerous does not
-- begin without proof of insurance for all of its days, and takes nobody to whom dangerous work is closed.
create function activity.check_activity() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
begin
    if new.risk = 'DANGEROUS' and old.risk <> 'DANGEROUS' and exists (
        select from activity.sign_up s
        where s.activity = new.id and s.state in ('INVITED', 'SEATED', 'WAITING') and not s.risk_open) then
        raise exception 'dangerous work is closed to the age of somebody who signed up'
            using errcode = 'check_violation', constraint = 'sign_up_age';
    end if;
    if new.state = 'PUBLISHED' and old.state = 'SAFETY_CHECK' and (new.risk <> 'LOW' or new.looked_by is not null)
        and (new.looked_by is null or new.looked_by = new.created_by or new.looked_by = any (new.writers)) then
        raise exception 'the second look at activity % is no other''s', new.id
            using errcode = 'check_violation', constraint = 'activity_second_look';
    end if;
    if new.state = 'ONGOING' and old.state <> 'ONGOING' then
        if new.risk = 'DANGEROUS' and not exists (
            select from activity.insurance i
            where i.activity = new.id and i.withdrawn_at is null
              and i.first_day <= (new.starts at time zone 'Asia/Shanghai')::date
              and i.last_day >= (new.ends at time zone 'Asia/Shanghai')::date) then
            raise exception 'activity % may be dangerous and nobody is insured', new.id
                using errcode = 'check_violation', constraint = 'activity_insured';
        end if;
        if exists (
            select from activity.sign_up s
            join (select g.activity, max(g.version) as version from activity.agreement g
                  where g.activity = new.id group by g.activity) g on g.activity = s.activity
            where s.activity = new.id and s.state = 'SEATED'
              and (select count(*) from activity.agreed d where d.sign_up = s.id and d.version = g.version) < 2) then
            raise exception 'somebody seated at activity % has no agreement in writing', new.id
                using errcode = 'check_violation', constraint = 'activity_agreed';
        end if;
    end if;
    if new.starts <> old.starts or new.ends <> old.ends then
        update activity.sign_up s set state = s.state where s.activity = new.id and s.state in ('INVITED', 'SEATED', 'WAITING');
    end if;
    perform set_config('app.everything', was, true);
    return null;
end;
$$;
create trigger activity_checked after update on activity.activity for each row execute function activity.check_activity();

-- How many wait before somebody: a number, and nothing about whom.
create function activity.waiting_before(asked uuid) returns int language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    before int;
begin
    select count(*) into before from activity.sign_up s join activity.sign_up o on o.post = s.post
        where s.id = asked and o.state = 'WAITING' and o.queue < s.queue;
    perform set_config('app.everything', was, true);
    return before;
end;
$$;

revoke all on function activity.open_rows(), activity.hold(uuid), activity.waiting_before(uuid), activity.count_seat(), activity.move_up(uuid, timestamptz),
    activity.check_activity(), activity.pass_seat_on(), activity.pass_new_seats_on() from public;
grant execute on function activity.hold(uuid), activity.waiting_before(uuid) to ${app};

do $$
declare
    t text;
    ours constant text := '(scope.everything() or site in (select scope.sites())
        or (field, site) in (select field, site from scope.field_sites()) or scope.person() = any (leaders))';
    seen constant text := 'exists (select 1 from activity.activity a where a.id = %1$I.activity)';
    held constant text := 'exists (select 1 from activity.activity a where a.id = %1$I.activity and (scope.everything()
        or a.site in (select scope.sites()) or (a.field, a.site) in (select field, site from scope.field_sites())
        or scope.person() = any (a.leaders)))';
    theirs constant text := '(person = scope.person() or ' || held || ')';
    of_sign_up constant text := 'exists (select 1 from activity.sign_up s where s.id = %1$I.sign_up)';
begin
    foreach t in array array['rule', 'agreement_case', 'activity', 'step', 'post', 'sign_up', 'sign_up_step', 'telling',
                             'insurance', 'agreement', 'agreed', 'incident', 'result', 'photo', 'feed'] loop
        execute format('alter table activity.%I enable row level security', t);
        execute format('alter table activity.%I force row level security', t);
    end loop;
    foreach t in array array['rule', 'agreement_case'] loop
        execute format('create policy published on activity.%I for select using (true)', t);
        execute format('create policy made on activity.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    execute 'create policy see on activity.activity for select using (state not in (''DRAFT'', ''SAFETY_CHECK'', ''WITHDRAWN'') or ' || ours || ')';
    execute 'create policy add on activity.activity for insert with check (scope.changes() and ' || ours || ')';
    execute 'create policy change on activity.activity for update using (scope.changes() and ' || ours || ')';
    -- what everybody sees with the activity
    foreach t in array array['post', 'insurance', 'agreement', 'result', 'photo'] loop
        execute format('create policy see on activity.%1$I for select using (' || seen || ')', t);
    end loop;
    -- what those see who hold it
    execute format('create policy see on activity.%1$I for select using (' || held || ')', 'step');
    foreach t in array array['post', 'insurance', 'agreement', 'result', 'photo', 'step'] loop
        execute format('create policy add on activity.%1$I for insert with check (scope.changes() and ' || held || ')', t);
    end loop;
    foreach t in array array['post', 'insurance', 'result'] loop
        execute format('create policy change on activity.%1$I for update using (scope.changes() and ' || held || ')', t);
    end loop;
    foreach t in array array['post', 'photo'] loop
        execute format('create policy remove on activity.%1$I for delete using (scope.changes() and ' || held || ')', t);
    end loop;
    -- one's own, and of those who hold it
    foreach t in array array['sign_up', 'incident'] loop
        execute format('create policy see on activity.%1$I for select using (' || theirs || ')', t);
        execute format('create policy add on activity.%1$I for insert with check (scope.changes() and ' || theirs || ')', t);
    end loop;
    execute format('create policy change on activity.%1$I for update using (scope.changes() and ' || theirs || ')', 'sign_up');
    execute format('create policy change on activity.%1$I for update using (scope.changes() and ' || held || ')', 'incident');
    foreach t in array array['sign_up_step', 'agreed', 'telling'] loop
        execute format('create policy see on activity.%1$I for select using (' || of_sign_up || ')', t);
        execute format('create policy add on activity.%1$I for insert with check (scope.changes() and ' || of_sign_up || ')', t);
    end loop;
    execute 'create policy told on activity.telling for update using (scope.everything() and scope.changes())';
    execute 'create policy own on activity.feed for select using (scope.everything() or person = scope.person())';
    execute 'create policy begun on activity.feed for insert with check (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy renewed on activity.feed for update using (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy ended on activity.feed for delete using (scope.changes() and (scope.everything() or person = scope.person()))';
end $$;
