-- Uploads and made files. They lie in the database so that a backup is whole and no node has files of its own.
create schema files;
grant usage on schema files to ${app};

create table files.file (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 130),
    kind       text not null,
    size_bytes bigint not null check (size_bytes > 0),
    sha256     bytea not null check (length(sha256) = 32),
    content    bytea not null check (length(content) = size_bytes),
    purpose    text not null check (purpose ~ '^[a-z]+([._][a-z]+)+$'),
    account    uuid,
    site       uuid,
    kept_at    timestamptz not null,
    keep_until timestamptz
);
-- what is packed already gains nothing from being packed again
alter table files.file alter column content set storage external;
create index file_keep_until on files.file (keep_until) where keep_until is not null;
create index file_site on files.file (site) where site is not null;

alter table files.file enable row level security;
alter table files.file force row level security;
create policy file_seen on files.file for select
    using (scope.everything() or account = scope.account() or site in (select scope.sites()));
create policy file_kept on files.file for insert
    with check (scope.changes() and (scope.everything() or account = scope.account()));
create policy file_forgotten on files.file for delete
    using (scope.changes() and (scope.everything() or account = scope.account()));
grant select, insert, delete on files.file to ${app};
