-- Rolls of volunteers from former years on their way in: what was uploaded, what became of each line, and who is
-- perhaps one person. Whoever comes in by a roll is invited and counts nowhere until he says so himself.
create schema roll;
grant usage on schema roll to ${app};

create table roll.roll (
    id          uuid primary key,
    site        uuid not null references network.site, -- whose roll it is; everybody in it belongs at or below
    title       text not null check (length(title) between 1 and 120),
    file_name   text not null check (length(file_name) <= 200),
    digest      text not null check (digest ~ '^[0-9a-f]{64}$'), -- of the file, which itself does not stay
    sheet       bytea,                       -- the file, sealed; let go of as soon as nobody needs it
    errors      bytea,                       -- the workbook of wrong lines, sealed
    state       text not null check (state in ('CHECKING', 'REFUSED', 'CHECKED', 'IMPORTING', 'DONE', 'ENDED')),
    total       int not null default 0 check (total >= 0),
    fresh       int not null default 0 check (fresh >= 0),
    known       int not null default 0 check (known >= 0),
    likely      int not null default 0 check (likely >= 0),
    repeated    int not null default 0 check (repeated >= 0),
    elsewhere   int not null default 0 check (elsewhere >= 0),
    wrong       int not null default 0 check (wrong >= 0),
    refused     text,
    way_out     text,
    faults      text not null default '[]',  -- where and what, never the words that stood there
    through     int not null default 0 check (through >= 0), -- number of the last line that is worked off
    check_job   uuid,
    import_job  uuid,
    account     uuid,
    uploader    text not null check (length(uploader) <= 200),
    uploaded_at timestamptz not null,
    confirmer   text check (length(confirmer) <= 200),
    confirmed_at timestamptz,
    ended_at    timestamptz,
    check ((state in ('DONE', 'ENDED')) = (ended_at is not null)),
    check (state not in ('IMPORTING', 'DONE') or confirmed_at is not null),
    -- nothing of anybody stays in a file that nobody needs any more
    check (state not in ('DONE', 'ENDED') or sheet is null),
    check (state in ('CHECKING', 'REFUSED') or fresh + known + likely + repeated + elsewhere + wrong = total)
);
create index roll_latest on roll.roll (uploaded_at desc, id desc);
create index roll_kept on roll.roll (uploaded_at) where sheet is not null or errors is not null;

-- What became of a line: once, and never otherwise.
create table roll.line (
    roll      uuid not null references roll.roll,
    line      int not null check (line >= 1), -- as spreadsheets count
    site      uuid not null references network.site,
    kind      text not null check (kind in ('FRESH', 'KNOWN', 'LIKELY', 'REPEATED', 'ELSEWHERE', 'WRONG')),
    person    uuid references person.person,
    volunteer uuid references volunteer.volunteer,
    same_as   int check (same_as < line),    -- the line that it repeats
    differs   text not null default '' check (length(differs) <= 120), -- what the person's record says otherwise
    former    text not null default '' check (length(former) <= 40),   -- the number in the old register
    at        timestamptz not null,
    primary key (roll, line),
    check ((kind in ('FRESH', 'KNOWN', 'LIKELY')) = (person is not null)),
    check (volunteer is null or person is not null),
    check (kind not in ('FRESH', 'LIKELY') or volunteer is not null),
    check ((kind = 'REPEATED') = (same_as is not null))
);
create index line_person on roll.line (person) where person is not null;
create index line_kind on roll.line (roll, kind, line);

-- Perhaps one person: somebody decides. What was decided last stands here, all of it in decision.
create table roll.pair (
    id     uuid primary key,
    roll   uuid not null,
    line   int not null,
    site   uuid not null references network.site,
    person uuid not null references person.person, -- came in by the line
    other  uuid not null references person.person, -- was there
    state  text not null check (state in ('OPEN', 'MERGED', 'APART', 'SPLIT')),
    alias  uuid references person.person,    -- which of the two is read as the other
    since  timestamptz not null,
    foreign key (roll, line) references roll.line,
    check (person <> other),
    check ((state = 'MERGED') = (alias is not null))
);
create unique index pair_line on roll.pair (roll, line);
create index pair_open on roll.pair (since, id) where state = 'OPEN';
create index pair_state on roll.pair (state, since desc, id desc);

create table roll.decision (
    id      uuid primary key,
    pair    uuid not null references roll.pair,
    state   text not null check (state in ('MERGED', 'APART', 'SPLIT')),
    at      timestamptz not null,
    account uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) between 1 and 200)
);
create index decision_pair on roll.decision (pair, at desc, id desc);

alter table roll.roll enable row level security;
alter table roll.roll force row level security;
create policy see on roll.roll for select using (scope.everything() or site in (select scope.sites()));
create policy add on roll.roll for insert with check (
    scope.changes() and (scope.everything() or site in (select scope.sites())));
create policy change on roll.roll for update using (
    scope.changes() and (scope.everything() or site in (select scope.sites())));
grant select, insert, update on roll.roll to ${app};

-- everybody may know from which line he came in
alter table roll.line enable row level security;
alter table roll.line force row level security;
create policy see on roll.line for select using (
    scope.everything() or person = scope.person() or site in (select scope.sites()));
create policy add on roll.line for insert with check (
    scope.changes() and (scope.everything() or site in (select scope.sites())));
-- the number in the old register leads to a person, so it goes with whoever is erased
create policy forget on roll.line for update using (
    scope.changes() and (scope.everything() or person = scope.person() or site in (select scope.sites())));
grant select, insert, update (former) on roll.line to ${app};

alter table roll.pair enable row level security;
alter table roll.pair force row level security;
create policy see on roll.pair for select using (scope.everything() or site in (select scope.sites()));
create policy add on roll.pair for insert with check (
    scope.changes() and (scope.everything() or site in (select scope.sites())));
create policy change on roll.pair for update using (
    scope.changes() and (scope.everything() or site in (select scope.sites())));
grant select, insert, update on roll.pair to ${app};

alter table roll.decision enable row level security;
alter table roll.decision force row level security;
create policy see on roll.decision for select using (exists (select 1 from roll.pair p where p.id = decision.pair));
create policy add on roll.decision for insert with check (
    scope.changes() and exists (select 1 from roll.pair p where p.id = decision.pair));
grant select, insert on roll.decision to ${app};
