-- Who was there, from when to when, and how that is known. What is known is an event, added and never changed; what the
-- events of one volunteer say together is a presence, made anew from them whenever one comes late.
create schema presence;
grant usage on schema presence to ${app};

-- What a decree may change, by date: time limits and numbers.
create table presence.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
grant select, insert on presence.rule to ${app};

-- What the venue's codes are made with: sealed for the house, and its row seen only by those who hold the activity.
create table presence.secret (
    activity uuid primary key references activity.activity,
    words    bytea not null,
    at       timestamptz not null
);
grant select, insert on presence.secret to ${app};

create table presence.event (
    id          uuid primary key,            -- the token of the form that it came by, so that a second sending is known
    device      uuid,                        -- the phone that kept it without a network, and that phone's own count
    counter     bigint check (counter >= 1),
    activity    uuid not null references activity.activity,
    volunteer   uuid not null references volunteer.volunteer,
    person      uuid not null references person.person, -- whose own it is
    kind        text not null check (kind in ('IN', 'OUT', 'VOID')),
    target      uuid references presence.event, -- what a VOID takes back
    way         text not null check (way in ('CODE', 'CARD', 'OFFLINE_CODE', 'LEADER', 'OFFLINE_LEADER', 'PAPER', 'LATE_ENTRY')),
    at          timestamptz not null,        -- when it was, by the city's clock
    received_at timestamptz not null,        -- when it came here
    claimed_at  timestamptz,                 -- what the phone's own clock said
    verdict     text not null check (verdict in ('COUNTED', 'DOUBTFUL')),
    finding     text check (finding in ('CLOCK', 'CODE', 'NOT_SIGNED_UP', 'NOT_OPEN', 'STATED')), -- why it is doubtful
    near        boolean,                     -- whether the phone said that it was there: a hint, and decides nothing
    account     uuid,                        -- who sent it
    recorder    uuid,                        -- the person who recorded it, where it is not the volunteer's own act
    who         text not null check (length(who) <= 200),
    reason      text not null check (length(reason) <= 200),
    check ((device is null) = (counter is null)),
    check ((kind = 'VOID') = (target is not null)),
    check ((verdict = 'DOUBTFUL') = (finding is not null)),
    -- the leader's word has a reason
    constraint event_reason check (way not in ('LEADER', 'OFFLINE_LEADER', 'LATE_ENTRY') or length(reason) >= 2),
    -- what came out of a phone later than three days is no presence but a late entry; the city's pack may only shorten it
    constraint event_window check (way not in ('OFFLINE_CODE', 'OFFLINE_LEADER') or verdict = 'DOUBTFUL'
                                   or received_at <= at + interval '72 hours'),
    -- nothing counts that is still to come; phones are not exact
    constraint event_past check (verdict = 'DOUBTFUL' or at <= received_at + interval '2 minutes'),
    -- nobody records himself (FD11)
    constraint event_other check (recorder is null or recorder <> person)
);
create unique index event_device on presence.event (device, counter);
create index event_volunteer on presence.event (volunteer, at);
create index event_activity on presence.event (activity, received_at desc, id desc);
create index event_doubtful on presence.event (received_at) where verdict = 'DOUBTFUL';
create index event_target on presence.event (target) where target is not null;
create index event_person on presence.event (person);
grant select, insert on presence.event to ${app};

create table presence.presence (
    id         uuid primary key,
    activity   uuid not null references activity.activity,
    volunteer  uuid not null references volunteer.volunteer,
    person     uuid not null references person.person,
    ordinal    int not null check (ordinal >= 1), -- the how-manieth of this volunteer there
    day        date not null,
    pair       int not null check (pair between 1 and 3), -- the how-manieth of that day (R26); the pack may only lower it
    in_event   uuid not null references presence.event,
    in_at      timestamptz not null,
    out_event  uuid references presence.event,
    out_at     timestamptz,
    way        text not null check (way in ('CODE', 'CARD', 'OFFLINE_CODE', 'LEADER', 'OFFLINE_LEADER', 'PAPER', 'LATE_ENTRY')),
    standing   text not null check (standing in ('OPEN', 'CLOSED', 'FORGOTTEN', 'CLASHES', 'VOID')),
    changed_at timestamptz not null,
    version    int not null default 1,
    check ((out_at is null) = (out_event is null)),
    check (out_at > in_at),
    check (standing not in ('CLOSED', 'CLASHES') or out_at is not null),
    check (standing not in ('OPEN', 'FORGOTTEN') or out_at is null),
    constraint presence_once unique (activity, volunteer, ordinal),
    -- nobody is at two places at once (FD1)
    constraint presence_apart exclude using gist (volunteer with =, tstzrange(in_at, out_at) with &&) where (standing = 'CLOSED')
);
create unique index presence_open on presence.presence (activity, volunteer) where standing = 'OPEN';
create unique index presence_pair on presence.presence (activity, volunteer, day, pair) where standing <> 'VOID';
create index presence_volunteer on presence.presence (volunteer, in_at desc);
create index presence_person on presence.presence (person);
create index presence_waiting on presence.presence (in_at) where standing in ('OPEN', 'FORGOTTEN');
grant select, insert, update on presence.presence to ${app};

-- Whose events changed and were not yet read together: a row of its own with each change, taken away by whoever read it.
create table presence.unsettled (
    id        uuid primary key,
    volunteer uuid not null references volunteer.volunteer,
    since     timestamptz not null
);
create index unsettled_volunteer on presence.unsettled (volunteer);
grant select, insert, delete on presence.unsettled to ${app};

-- Codes that were wrong: whoever guesses has soon guessed enough. Kept for a day.
create table presence.miss (
    id        uuid primary key,
    activity  uuid not null references activity.activity,
    volunteer uuid not null references volunteer.volunteer,
    person    uuid not null references person.person,
    at        timestamptz not null
);
create index miss_volunteer on presence.miss (activity, volunteer, at);
create index miss_at on presence.miss (at);
grant select, insert, delete on presence.miss to ${app};

-- Whether the transaction acts for those who hold an activity: the office of its place, its field's, or whoever leads it.
create function presence.held(asked uuid) returns boolean language sql stable parallel safe
begin atomic
    select scope.everything() or exists (
        select 1 from activity.activity a
        where a.id = asked
          and (a.site in (select scope.sites()) or (a.field, a.site) in (select field, site from scope.field_sites())
               or scope.person() = any (a.leaders)));
end;

do $$
declare
    t text;
    theirs constant text := '(person = scope.person() or presence.held(activity))';
begin
    foreach t in array array['rule', 'secret', 'event', 'presence', 'unsettled', 'miss'] loop
        execute format('alter table presence.%I enable row level security', t);
        execute format('alter table presence.%I force row level security', t);
    end loop;
    execute 'create policy published on presence.rule for select using (true)';
    execute 'create policy made on presence.rule for insert with check (scope.everything() and scope.changes())';
    execute 'create policy see on presence.secret for select using (presence.held(activity))';
    execute 'create policy add on presence.secret for insert with check (scope.changes() and presence.held(activity))';
    foreach t in array array['event', 'presence'] loop
        execute format('create policy see on presence.%I for select using (' || theirs || ')', t);
    end loop;
    -- one's own word is a code; every other way is the word of those who hold the activity
    execute 'create policy add on presence.event for insert with check (scope.changes() and (presence.held(activity)
        or (person = scope.person() and (way in (''CODE'', ''OFFLINE_CODE'', ''LATE_ENTRY'') or verdict = ''DOUBTFUL''))))';
    execute 'create policy add on presence.presence for insert with check (scope.changes() and ' || theirs || ')';
    execute 'create policy change on presence.presence for update using (scope.changes() and ' || theirs || ')';
    -- says nothing but that somebody's events are to be read: whoever may add an event may say so
    execute 'create policy see on presence.unsettled for select using (scope.everything())';
    execute 'create policy add on presence.unsettled for insert with check (scope.changes())';
    execute 'create policy remove on presence.unsettled for delete using (scope.everything() and scope.changes())';
    execute 'create policy see on presence.miss for select using (scope.everything() or person = scope.person())';
    execute 'create policy add on presence.miss for insert with check (scope.changes() and (scope.everything() or person = scope.person()))';
    execute 'create policy remove on presence.miss for delete using (scope.everything() and scope.changes())';
end $$;
