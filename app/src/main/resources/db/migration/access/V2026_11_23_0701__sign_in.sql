-- Signing in: devices, backup codes, counted failures, codes sent to phones, and the one-time code of the first start.

-- A citizen's account is found by its person, and the person by the blind index of the own phone.
alter table access.account add check (kind <> 'CITIZEN' or person is not null);
alter table access.account add foreign key (person) references person.person;
alter table access.account add foreign key (site) references network.site;
alter table access.role_grant add foreign key (site) references network.site;

-- A browser from which somebody has signed in; it is known again by a cookie of which only the digest is kept.
create table access.device (
    id            uuid primary key,
    account       uuid not null references access.account on delete cascade,
    -- digest over account and cookie: one browser serves several people of an office
    token         bytea not null unique,
    label         text not null check (length(label) <= 80),
    origin        text not null check (length(origin) <= 64),
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    -- the one-time code is not asked again before this moment; it was proved at the other
    trusted_until timestamptz,
    proved_at     timestamptz,
    -- null until the account's holder has been told of a new device and has said that it was him
    noted_at      timestamptz,
    check ((trusted_until is null) = (proved_at is null))
);
create index device_account on access.device (account, last_seen_at desc);

create table access.backup_code (
    account uuid not null references access.account on delete cascade,
    code    bytea not null,
    used_at timestamptz,
    primary key (account, code)
);

alter table access.device enable row level security;
alter table access.device force row level security;
create policy device_own on access.device
    using (scope.everything() or account = scope.account())
    with check (scope.changes() and (scope.everything() or account = scope.account()));
alter table access.backup_code enable row level security;
alter table access.backup_code force row level security;
create policy backup_code_own on access.backup_code
    using (scope.everything() or account = scope.account())
    with check (scope.changes() and (scope.everything() or account = scope.account()));
grant select, insert, update, delete on access.device, access.backup_code to ${app};

-- Tries that did not succeed, by digest of what was tried: known and unknown accounts are counted alike.
create table access.attempt (
    id      uuid primary key,
    subject bytea not null,
    at      timestamptz not null
);
create index attempt_subject on access.attempt (subject, at);
create index attempt_at on access.attempt (at);

-- The last code sent to a phone; a new one replaces it.
create table access.phone_code (
    -- blind, as the record of what was sent has it
    phone   bytea primary key,
    code    bytea not null,
    sent_at timestamptz not null
);

-- Printed at the first start of a house without sample; with it three people make the three administrators' accounts.
create table access.setup (
    single  boolean primary key default true check (single),
    code    bytea not null,
    made_at timestamptz not null,
    done_at timestamptz
);

alter table access.attempt enable row level security;
alter table access.attempt force row level security;
create policy attempt_system on access.attempt using (scope.everything()) with check (scope.everything());
alter table access.phone_code enable row level security;
alter table access.phone_code force row level security;
create policy phone_code_system on access.phone_code using (scope.everything()) with check (scope.everything());
alter table access.setup enable row level security;
alter table access.setup force row level security;
create policy setup_system on access.setup using (scope.everything()) with check (scope.everything());
grant select, insert, update, delete on access.attempt, access.phone_code, access.setup to ${app};
