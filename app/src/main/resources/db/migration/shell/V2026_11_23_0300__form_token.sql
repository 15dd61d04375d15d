-- A form that was submitted: where its submitter was sent, so that a second submission goes there too.
create schema shell;
grant usage on schema shell to ${app};

create table shell.form_token (
    token    uuid primary key,
    account  uuid,
    used_at  timestamptz not null,
    location text check (length(location) <= 2000)
);
create index form_token_used_at on shell.form_token (used_at);
grant select, insert, update, delete on shell.form_token to ${app};
