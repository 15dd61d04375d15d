-- What left the house, how many, and the switch that stops it all. No telephone number is stored here.
create schema channel;
grant usage on schema channel to ${app};

create table channel.sent (
    id                 uuid primary key,
    at                 timestamptz not null,
    template           text not null check (length(template) between 1 and 40),
    text               text not null,              -- codes left out
    masked             text not null check (masked ~ '^([0-9]{3}[*]{4}[0-9]{4}|[*]{11})$'),
    reference          bytea not null check (octet_length(reference) = 32),
    person             uuid,                       -- whose own data it is, where known
    site               uuid,                       -- whose administrators may read it
    account            uuid,                       -- who had it sent
    state              text not null check (state in ('WAITING', 'TAKEN', 'FAILED')),
    attempts           int not null check (attempts between 0 and 5),
    settled_at         timestamptz,
    provider_reference text,
    failure            text,
    check ((state = 'WAITING') = (settled_at is null))
);
create index sent_at on channel.sent (at desc, id desc);
create index sent_person on channel.sent (person, at desc) where person is not null;
alter table channel.sent enable row level security;
alter table channel.sent force row level security;
create policy see on channel.sent for select using (
    scope.everything()
    or site in (select scope.sites())
    or person = scope.person()
    or account = scope.account());
create policy add on channel.sent for insert with check (scope.changes());
-- the answer of the provider, and forgetting a person
create policy settle on channel.sent for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites()) or person = scope.person()))
    with check (scope.changes());
grant select, insert, update on channel.sent to ${app};

-- one row for each message of the last day, by number (its blind reference) and by network: the limits count them
create table channel.spent (
    kind text not null check (kind in ('number', 'origin')),
    key  text not null,
    at   timestamptz not null
);
create index spent_key on channel.spent (kind, key, at);
create index spent_at on channel.spent (at);
alter table channel.spent enable row level security;
alter table channel.spent force row level security;
create policy count on channel.spent using (scope.changes()) with check (scope.changes());
grant select, insert, delete on channel.spent to ${app};

-- what one day may cost at most
create table channel.day (
    day   date primary key,
    count int not null check (count >= 0)
);
grant select, insert, update on channel.day to ${app};

-- the switch that stops all sending; the last turn counts
create table channel.switch (
    id      uuid primary key,
    at      timestamptz not null,
    stopped boolean not null,
    reason  text not null check (length(reason) between 1 and 200),
    account uuid
);
create index switch_at on channel.switch (at desc, id desc);
alter table channel.switch enable row level security;
alter table channel.switch force row level security;
create policy see on channel.switch for select using (true);
create policy turn on channel.switch for insert with check (scope.changes());
grant select, insert on channel.switch to ${app};

-- a sample city's messages with their codes; empty anywhere else
create table channel.sample_message (
    id     uuid primary key,
    at     timestamptz not null,
    masked text not null,
    text   text not null
);
create index sample_message_at on channel.sample_message (at desc, id desc);
alter table channel.sample_message enable row level security;
alter table channel.sample_message force row level security;
create policy sample on channel.sample_message using (scope.everything()) with check (scope.everything());
grant select, insert, delete on channel.sample_message to ${app};
