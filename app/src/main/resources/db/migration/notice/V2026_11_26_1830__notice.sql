-- The inbox 消息: what happened to somebody, told once for each act, in the transaction of the act. Whether a text message
-- goes with it is asked when one would be sent: by the kind, by the person's own word, outside of the quiet hours.
create schema notice;
grant usage on schema notice to ${app};

-- By date: for how many days notices are kept, and between which hours of the evening and the morning nobody is disturbed.
create table notice.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
grant select, insert on notice.rule to ${app};

-- Of each kind: whether a text message goes with it: always, unless or only if the person says so, or not from here.
create table notice.kind (
    key text primary key check (key ~ '^[a-z0-9-]{1,40}$'),
    sms text not null check (sms in ('ALWAYS', 'ON', 'OFF', 'ELSEWHERE'))
);
grant select, insert, update (sms) on notice.kind to ${app};

create table notice.notice (
    id      uuid primary key,
    person  uuid not null references person.person,
    kind    text not null check (kind ~ '^[a-z0-9-]{1,40}$'),
    source  uuid not null,                -- the act: told once to each person
    words   jsonb not null,               -- a sentence with its values; no name, number or code of anybody
    href    text not null check (href ~ '^/[^/]' and length(href) <= 200),
    at      timestamptz not null,
    read_at timestamptz,
    constraint notice_told_once unique (person, kind, source)
);
create index notice_person on notice.notice (person, at desc, id desc);
create index notice_unread on notice.notice (person) where read_at is null;
create index notice_at on notice.notice (at);
grant select, insert, delete, update (read_at) on notice.notice to ${app};

-- Of which it is still to be asked whether a text message goes with it.
create table notice.outbox (
    notice uuid primary key references notice.notice on delete cascade,
    due    timestamptz not null,
    tries  int not null default 0 check (tries between 0 and 9)
);
create index outbox_due on notice.outbox (due, notice);
grant select, insert, delete, update (due, tries) on notice.outbox to ${app};

create table notice.preference (
    person uuid not null references person.person,
    kind   text not null check (kind ~ '^[a-z0-9-]{1,40}$'),
    sms    boolean not null,
    primary key (person, kind)
);
grant select, insert, delete, update (sms) on notice.preference to ${app};

-- One's own quiet hours, by the full hour; from = until means none.
create table notice.quiet (
    person     uuid primary key references person.person,
    from_hour  int not null check (from_hour between 0 and 23),
    until_hour int not null check (until_hour between 0 and 23)
);
grant select, insert, delete, update (from_hour, until_hour) on notice.quiet to ${app};

create function notice.always_goes() returns trigger language plpgsql as $$
begin
    if not new.sms and exists (select from notice.kind k where k.key = new.kind and k.sms = 'ALWAYS') then
        raise exception 'messages of the kind % are not turned off', new.kind
            using errcode = 'check_violation', constraint = 'preference_always_goes';
    end if;
    return null;
end $$;
create trigger preference_always_goes after insert or update on notice.preference
    for each row execute function notice.always_goes();

do $$
declare
    t text;
    own constant text := '(scope.everything() or person = scope.person())';
begin
    foreach t in array array['rule', 'kind', 'notice', 'outbox', 'preference', 'quiet'] loop
        execute format('alter table notice.%I enable row level security', t);
        execute format('alter table notice.%I force row level security', t);
    end loop;
    foreach t in array array['rule', 'kind'] loop
        execute format('create policy published on notice.%I for select using (true)', t);
        execute format('create policy made on notice.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    execute 'create policy set on notice.kind for update using (scope.everything() and scope.changes())';
    -- whoever acts may tell whom it concerns, and sees no notice but his own
    execute 'create policy see on notice.notice for select using ' || own;
    execute 'create policy told on notice.notice for insert with check (scope.changes())';
    execute 'create policy read on notice.notice for update using (scope.changes() and ' || own || ')';
    execute 'create policy forgotten on notice.notice for delete using (scope.changes() and ' || own || ')';
    execute 'create policy see on notice.outbox for select using (scope.everything())';
    execute 'create policy told on notice.outbox for insert with check (scope.changes())';
    execute 'create policy tried on notice.outbox for update using (scope.everything() and scope.changes())';
    execute 'create policy done on notice.outbox for delete using (scope.everything() and scope.changes())';
    foreach t in array array['preference', 'quiet'] loop
        execute format('create policy own on notice.%I using %s with check (scope.changes() and %s)', t, own, own);
        execute format('create policy no_reader on notice.%I as restrictive for delete using (scope.changes())', t);
    end loop;
end $$;
