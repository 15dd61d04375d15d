-- Sheets on their way into the network: uploaded, checked, confirmed. Each belongs to the account that uploaded it.
create schema register;
grant usage on schema register to ${app};

create table register.import (
    id          uuid primary key,
    kind        text not null check (kind in ('SITES', 'UNITS')),
    file        uuid not null,
    file_name   text not null,
    day         date not null,
    document    text not null check (length(document) between 1 and 120),
    reason      text not null check (length(reason) <= 500),
    state       text not null check (state in ('CHECKING', 'REFUSED', 'WRONG', 'READY', 'DONE')),
    fresh       int not null default 0 check (fresh >= 0),
    changed     int not null default 0 check (changed >= 0),
    same        int not null default 0 check (same >= 0),
    wrong       int not null default 0 check (wrong >= 0),
    refused     text,
    way_out     text,
    faults      text not null default '[]',
    outlines    text not null default '[]',
    error_file  uuid,
    check_job   uuid,
    import_job  uuid,
    account     uuid,
    uploader    text not null,
    uploaded_at timestamptz not null,
    imported_at timestamptz,
    check ((state = 'DONE') = (imported_at is not null)),
    -- nothing is imported of a sheet with a wrong row
    check (state not in ('READY', 'DONE') or wrong = 0)
);
create index import_latest on register.import (account, uploaded_at desc);

alter table register.import enable row level security;
alter table register.import force row level security;
create policy own on register.import for select using (scope.everything() or account = scope.account());
create policy uploaded on register.import for insert
    with check (scope.changes() and (scope.everything() or account = scope.account()));
create policy followed on register.import for update
    using (scope.changes() and (scope.everything() or account = scope.account()));
grant select, insert, update on register.import to ${app};
