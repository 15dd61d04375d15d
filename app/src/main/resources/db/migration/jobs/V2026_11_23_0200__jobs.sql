-- Work in the background: tasks that somebody asked for, and recurring jobs.
create schema jobs;
grant usage on schema jobs to ${app};

create table jobs.job (
    id           uuid primary key,
    kind         text not null check (kind ~ '^[a-z]+([._][a-z]+)+$'),
    subject      uuid not null,
    asker_kind   text not null,
    account      uuid,
    person       uuid,
    asked_by     text not null,
    role         text not null,
    origin       text not null,
    request_id   text not null,
    english      boolean not null,
    state        text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
    message      text not null,
    rows_done    int not null default 0 check (rows_done >= 0),
    rows_total   int not null default 0 check (rows_total >= 0),
    rows_wrong   int not null default 0 check (rows_wrong >= 0),
    attempts     int not null default 0 check (attempts between 0 and attempts_max),
    attempts_max int not null check (attempts_max between 1 and 10),
    cancel_asked boolean not null default false,
    not_before   timestamptz,
    holder       uuid,
    lease_until  timestamptz,
    asked_at     timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    href         text not null,
    -- who runs, holds; who has ended, has an end
    check ((state = 'RUNNING') = (holder is not null and lease_until is not null)),
    check ((state in ('WAITING', 'RUNNING')) = (ended_at is null))
);
-- one task of a kind works on a subject at a time
create unique index job_open on jobs.job (kind, subject) where state in ('WAITING', 'RUNNING');
-- the claim looks at these only
create index job_to_do on jobs.job (asked_at) where state in ('WAITING', 'RUNNING');
create index job_ended on jobs.job (ended_at);

alter table jobs.job enable row level security;
alter table jobs.job force row level security;
create policy job_seen on jobs.job for select
    using (scope.everything() or account = scope.account());
create policy job_asked on jobs.job for insert
    with check (scope.changes() and (scope.everything() or account = scope.account()));
create policy job_changed on jobs.job for update
    using (scope.changes() and (scope.everything() or account = scope.account()));
create policy job_forgotten on jobs.job for delete
    using (scope.changes() and scope.everything());
grant select, insert, update, delete on jobs.job to ${app};

-- Recurring jobs: when each is due, and which node runs it.
create table jobs.schedule (
    name        text primary key,
    due_at      timestamptz not null,
    holder      uuid,
    lease_until timestamptz,
    started_at  timestamptz,
    ended_at    timestamptz,
    succeeded   boolean,
    check ((holder is null) = (lease_until is null))
);
grant select, insert, update on jobs.schedule to ${app};
