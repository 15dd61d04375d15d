-- Accounts, what proves them, and the dated rights they hold.
create schema access;
grant usage on schema access to ${app};

create table access.account (
    id                uuid primary key,
    kind              text not null check (kind in ('STAFF', 'CITIZEN')),
    -- small letters; staff only
    login             text unique check (login = lower(login) and length(login) between 3 and 40),
    person            uuid,
    name              text not null check (length(name) between 1 and 60),
    -- where the person works; staff only
    site              uuid,
    state             text not null default 'ACTIVE' check (state in ('ACTIVE', 'DISABLED')),
    -- sessions that signed in earlier are dead: set by a password change, by ending all sessions, by disabling
    sessions_from     timestamptz not null,
    created_at        timestamptz not null,
    version           integer not null default 1,
    check (kind <> 'STAFF' or (login is not null and site is not null))
);
-- one person, one account of a kind: rights of two accounts cannot add up unseen
create unique index account_person on access.account (person, kind);
create index account_site on access.account (site, name);

alter table access.account enable row level security;
alter table access.account force row level security;
create policy account_read on access.account for select
    using (scope.everything() or site in (select scope.sites()) or id = scope.account());
create policy account_add on access.account for insert
    with check (scope.changes() and (scope.everything() or site in (select scope.sites())));
create policy account_change on access.account for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites()) or id = scope.account()))
    with check (scope.changes() and (scope.everything() or site in (select scope.sites()) or id = scope.account()));
grant select, insert, update on access.account to ${app};

-- What proves an account; apart from it, so that no list can carry it by mistake.
create table access.credential (
    account           uuid primary key references access.account on delete cascade,
    password          text,
    password_set_at   timestamptz,
    -- given by an administrator: to be replaced at the first sign-in
    must_change       boolean not null default false,
    totp_secret       bytea,
    -- last 30 second step that was used: none is accepted twice
    totp_step         bigint
);
alter table access.credential enable row level security;
alter table access.credential force row level security;
create policy credential_read on access.credential for select
    using (scope.everything() or account = scope.account() or account in (select a.id from access.account a where a.site in (select scope.sites())));
create policy credential_add on access.credential for insert
    with check (scope.changes() and (scope.everything() or account in (select a.id from access.account a where a.site in (select scope.sites()))));
create policy credential_change on access.credential for update
    using (scope.changes() and (scope.everything() or account = scope.account() or account in (select a.id from access.account a where a.site in (select scope.sites()))))
    with check (scope.changes() and (scope.everything() or account = scope.account() or account in (select a.id from access.account a where a.site in (select scope.sites()))));
grant select, insert, update on access.credential to ${app};

-- role x site subtree x field x period
create table access.role_grant (
    id          uuid primary key,
    account     uuid not null references access.account,
    -- whose account it is; repeated here so that the database itself can keep the three administrators apart
    person      uuid,
    role        text not null,
    site        uuid not null,
    -- one field of service; null for all
    field       text,
    from_day    date not null,
    until_day   date check (until_day > from_day),
    -- null: given by the house itself, at setup or by the sample
    given_by    uuid references access.account,
    given_at    timestamptz not null,
    reason      text not null check (length(reason) between 1 and 500),
    ended_by    uuid references access.account,
    ended_at    timestamptz,
    end_reason  text check (length(end_reason) between 1 and 500),
    check ((ended_at is null) = (end_reason is null)),
    check (given_by <> account)
);
create index role_grant_account on access.role_grant (account) where ended_at is null;
create index role_grant_site on access.role_grant (site, role) where ended_at is null;

-- 三员: system, security and audit administration are never in one hand, neither of one account nor of one person
alter table access.role_grant add constraint three_administrators_one_account exclude using gist
    (account with =, role with <>, daterange(from_day, until_day) with &&)
    where (role in ('system_admin', 'security_admin', 'audit_admin') and ended_at is null);
alter table access.role_grant add constraint three_administrators_one_person exclude using gist
    (person with =, role with <>, daterange(from_day, until_day) with &&)
    where (role in ('system_admin', 'security_admin', 'audit_admin') and ended_at is null);

-- the same right is not given twice for the same days
alter table access.role_grant add constraint no_right_twice exclude using gist
    (account with =, role with =, site with =, coalesce(field, '') with =, daterange(from_day, until_day) with &&)
    where (ended_at is null);

alter table access.role_grant enable row level security;
alter table access.role_grant force row level security;
create policy role_grant_read on access.role_grant for select
    using (scope.everything() or account = scope.account() or site in (select scope.sites())
           or (field, site) in (select f.field, f.site from scope.field_sites() f));
create policy role_grant_give on access.role_grant for insert
    with check (scope.changes() and account is distinct from scope.account()
                and (scope.everything() or site in (select scope.sites())
                     or (field, site) in (select f.field, f.site from scope.field_sites() f)));
create policy role_grant_end on access.role_grant for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites())
                                or (field, site) in (select f.field, f.site from scope.field_sites() f)))
    with check (scope.changes() and (scope.everything() or site in (select scope.sites())
                                     or (field, site) in (select f.field, f.site from scope.field_sites() f)));
grant select, insert on access.role_grant to ${app};
-- a right is ended, never rewritten
grant update (ended_by, ended_at, end_reason) on access.role_grant to ${app};
