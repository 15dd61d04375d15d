-- Books and transfers: double entry in whole units, added and never changed; and the log that seals what was added.
create schema ledger;
grant usage on schema ledger to ${app};

-- What is written stays: refused for the owner too. A correction is a counter-transfer.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what stands in the ledger is never changed or removed' using errcode = 'insufficient_privilege';
end;
$$;

-- One book holds one unit: minutes and points never meet in a sum.
create table ledger.book (
    key       text primary key check (key ~ '^[a-z][a-z_]{0,39}$'),
    unit      text not null check (unit ~ '^[A-Z][A-Z_]{0,19}$'),
    -- hides the sealed entries of accounts that are nobody's
    log_key   bytea not null check (length(log_key) = 32),
    opened_at timestamptz not null
);
grant select, insert on ledger.book to ${app};

create table ledger.account (
    id        uuid primary key,
    book      text not null references ledger.book (key),
    kind      text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
    owner     uuid,
    site      uuid,
    floored   boolean not null,
    opened_at timestamptz not null
);
create unique index account_of_owner on ledger.account (book, kind, owner) where owner is not null;
create unique index account_of_site on ledger.account (book, kind, site) nulls not distinct where owner is null;
create index account_owner on ledger.account (owner) where owner is not null;
create index account_site on ledger.account (site) where site is not null;

alter table ledger.account enable row level security;
alter table ledger.account force row level security;
create policy account_seen on ledger.account for select using (
    (select scope.everything()) or owner = (select scope.person()) or site in (select scope.sites()));
create policy account_opened on ledger.account for insert with check (
    (select scope.changes()) and ((select scope.everything()) or owner = (select scope.person())
        or site in (select scope.sites())));
grant select, insert on ledger.account to ${app};

-- A cache of the sums, kept by the trigger below and by nothing else; a job recounts it.
create table ledger.balance (
    account  uuid primary key references ledger.account (id),
    amount   bigint not null,
    postings bigint not null check (postings >= 0),
    floored  boolean not null,
    constraint balance_floor check (not floored or amount >= 0)
);
alter table ledger.balance enable row level security;
alter table ledger.balance force row level security;
create policy balance_seen on ledger.balance for select using (account in (select a.id from ledger.account a));
create policy balance_begun on ledger.balance for insert with check (scope.everything());
create policy balance_kept on ledger.balance for update using (scope.everything());
grant select on ledger.balance to ${app};

-- What was asked, by the asker's key: asked again, it is answered again and not done again. The key is known to the
-- asker alone and the digest says nothing, so there is no row policy.
create table ledger.request (
    key      text primary key check (length(key) between 1 and 200),
    digest   bytea not null check (length(digest) = 32),
    transfer uuid not null unique,
    at       timestamptz not null
);
grant select, insert on ledger.request to ${app};

create table ledger.transfer (
    id       uuid primary key,
    request  text not null unique references ledger.request (key),
    kind     text not null check (kind ~ '^[a-z]+([._][a-z]+)*$' and length(kind) <= 60),
    rule     text not null check (length(rule) <= 60),
    evidence text not null check (length(evidence) <= 200),
    actor    text not null check (actor ~ '^(account:[0-9a-f-]{36}|system:.{1,100})$'),
    approver uuid,
    reverses uuid unique references ledger.transfer (id),
    lines    smallint not null check (lines between 2 and 100),
    at       timestamptz not null,
    constraint approver_is_another check (approver is null or actor <> 'account:' || approver)
);
alter table ledger.request add foreign key (transfer) references ledger.transfer (id) deferrable initially deferred;

create table ledger.posting (
    transfer uuid not null references ledger.transfer (id),
    line     smallint not null check (line between 1 and 100),
    account  uuid not null references ledger.account (id),
    amount   bigint not null check (amount <> 0 and amount between -1000000000000 and 1000000000000),
    primary key (transfer, line),
    unique (account, transfer)
);

alter table ledger.posting enable row level security;
alter table ledger.posting force row level security;
create policy posting_seen on ledger.posting for select using (
    (select scope.everything()) or account in (select a.id from ledger.account a));
create policy posting_added on ledger.posting for insert with check ((select scope.changes()));
grant select, insert on ledger.posting to ${app};

alter table ledger.transfer enable row level security;
alter table ledger.transfer force row level security;
create policy transfer_seen on ledger.transfer for select using (
    (select scope.everything()) or exists (select from ledger.posting p where p.transfer = id));
create policy transfer_added on ledger.transfer for insert with check ((select scope.changes()));
grant select, insert on ledger.transfer to ${app};

-- The log: each entry once, in a sequence without gaps (the foreign key sees to that).
create table ledger.log (
    id    uuid primary key,
    -- hides the entries that other rooms offer and that are nobody's
    key   bytea not null check (length(key) = 32),
    alone boolean not null unique default true check (alone)
);
insert into ledger.log (id, key)
values (gen_random_uuid(), uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
grant select on ledger.log to ${app};

create table ledger.leaf (
    seq        bigint primary key check (seq >= 0),
    before     bigint generated always as (case when seq > 0 then seq - 1 end) stored references ledger.leaf (seq),
    source     text not null check (source ~ '^[a-z]+$'),
    entry      text not null check (length(entry) between 1 and 100),
    commitment bytea not null check (length(commitment) = 32),
    sealed_at  timestamptz not null,
    unique (source, entry)
);
grant select on ledger.leaf to ${app};
grant insert (seq, source, entry, commitment, sealed_at) on ledger.leaf to ${app};

-- Hashes of complete subtrees: (level, place) covers the leaves place * 2^level up to (place + 1) * 2^level - 1. Those of
-- level 0 follow from the leaves.
create table ledger.node (
    level smallint not null check (level between 1 and 62),
    place bigint not null check (place >= 0),
    hash  bytea not null check (length(hash) = 32),
    primary key (level, place)
);
grant select, insert on ledger.node to ${app};

-- What was committed and is not in the log yet. Writers only add, the sealer only takes: neither waits for the other.
create table ledger.offered (
    number     bigint generated always as identity primary key,
    source     text not null check (source ~ '^[a-z]+$'),
    entry      text not null check (length(entry) between 1 and 100),
    transfer   uuid,
    line       smallint,
    owner      uuid,
    facts      text check (length(facts) <= 20000),
    offered_at timestamptz not null,
    unique (source, entry),
    check ((source = 'posting') = (transfer is not null and line is not null)),
    check ((source = 'posting') = (facts is null)),
    foreign key (transfer, line) references ledger.posting (transfer, line)
);
-- The application reaches it through three functions only: it may hold what nobody but the sealer is to read.
create function ledger.offer(source text, entry text, owner uuid, facts text, at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if source = 'posting' then
        raise exception 'postings are offered by being posted' using errcode = 'insufficient_privilege';
    end if;
    insert into ledger.offered (source, entry, owner, facts, offered_at) values (source, entry, owner, facts, at);
end;
$$;
-- One statement takes and tells, so that it looks at one moment: a query around it would not see the newest postings.
create function ledger.take_offered(most integer)
    returns table (number bigint, source text, entry text, offered_owner uuid, facts text, transfer uuid, line smallint,
        amount bigint, account uuid, book text, unit text, owner uuid, log_key bytea, kind text, rule text, evidence text,
        actor text, approver uuid, reverses uuid, at timestamptz)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not (scope.everything() and scope.changes()) then
        raise exception 'only the sealer takes what is offered' using errcode = 'insufficient_privilege';
    end if;
    return query with taken as (
        delete from ledger.offered o
        where o.number in (select f.number from ledger.offered f order by f.number limit most)
        returning o.*)
    select k.number, k.source, k.entry, k.owner, k.facts, p.transfer, p.line, p.amount, p.account, a.book, b.unit,
        a.owner, b.log_key, t.kind, t.rule, t.evidence, t.actor, t.approver, t.reverses, t.at
    from taken k
    left join ledger.posting p on p.transfer = k.transfer and p.line = k.line
    left join ledger.transfer t on t.id = p.transfer
    left join ledger.account a on a.id = p.account
    left join ledger.book b on b.key = a.book
    where not exists (select from ledger.leaf l where l.source = k.source and l.entry = k.entry)
    order by k.number;
end;
$$;
create function ledger.oldest_offered() returns timestamptz
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select o.offered_at from ledger.offered o order by o.number limit 1;
end;

create table ledger.head (
    id         uuid primary key,
    size       bigint not null check (size >= 0),
    at         timestamptz not null,
    day        date not null,
    -- the one that is published as that day's
    daily      boolean not null,
    root       bytea not null check (length(root) = 32),
    suite      text not null,
    key_id     text not null,
    public_key bytea not null,
    signature  bytea not null
);
create unique index head_of_day on ledger.head (day) where daily;
create index head_size on ledger.head (size, at);
grant select, insert on ledger.head to ${app};

-- Every recount, and every balance that was found to differ: told, never mended.
create table ledger.recount (
    id        uuid primary key,
    at        timestamptz not null,
    accounts  bigint not null,
    differing bigint not null
);
create index recount_at on ledger.recount (at);
grant select, insert on ledger.recount to ${app};

-- What follows is the database's own work on rows that whoever asks may not see: each function opens them for itself and
-- closes them again. (A function's own SET clause would do it, but only a superuser may set a setting of ours there.)
create function ledger.open_rows() returns text language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := coalesce(current_setting('app.everything', true), '');
begin
    perform set_config('app.everything', 'on', true);
    return was;
end;
$$;

-- An account begins with nothing.
create function ledger.begin_balance() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := ledger.open_rows();
begin
    insert into ledger.balance (account, amount, postings, floored) values (new.id, 0, 0, new.floored);
    perform set_config('app.everything', was, true);
    return null;
end;
$$;
create trigger account_begins after insert on ledger.account for each row execute function ledger.begin_balance();

-- Whoever posts need not see the other side of the posting: the sums and the offer to the log are the database's own
-- work. Balances are locked in the order of their accounts, so that two transfers never wait for each other in a circle.
create function ledger.apply_postings() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := ledger.open_rows();
begin
    perform 1 from ledger.balance b
        where b.account in (select a.account from added a) order by b.account for update;
    update ledger.balance b set amount = b.amount + s.amount, postings = b.postings + s.postings
        from (select a.account, sum(a.amount) as amount, count(*) as postings from added a group by a.account) s
        where b.account = s.account;
    insert into ledger.offered (source, entry, transfer, line, offered_at)
        select 'posting', a.transfer || '/' || a.line, a.transfer, a.line, t.at
        from added a join ledger.transfer t on t.id = a.transfer order by a.transfer, a.line;
    perform set_config('app.everything', was, true);
    return null;
end;
$$;
create trigger posting_applied after insert on ledger.posting referencing new table as added
    for each statement execute function ledger.apply_postings();

-- At the end of the transaction each transfer is whole: as many postings as it says, nothing left over in any book, and
-- a reversal the exact opposite of what it reverses.
create function ledger.check_whole(asked uuid) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := ledger.open_rows();
    made ledger.transfer;
begin
    select * into strict made from ledger.transfer t where t.id = asked;
    if (select count(*) from ledger.posting p where p.transfer = asked) <> made.lines then
        raise exception 'transfer % has not the % postings that it says', asked, made.lines
            using errcode = 'check_violation', constraint = 'transfer_whole';
    end if;
    if exists (select from ledger.posting p join ledger.account a on a.id = p.account
               where p.transfer = asked group by a.book having sum(p.amount) <> 0) then
        raise exception 'the postings of transfer % do not sum to zero in each book', asked
            using errcode = 'check_violation', constraint = 'transfer_balanced';
    end if;
    if made.reverses is not null and (
        exists (select from ledger.transfer t where t.id = made.reverses and t.reverses is not null)
        or exists (select p.account, -p.amount from ledger.posting p where p.transfer = made.reverses
                   except select p.account, p.amount from ledger.posting p where p.transfer = asked)
        or made.lines <> (select t.lines from ledger.transfer t where t.id = made.reverses)) then
        raise exception 'transfer % is not the exact opposite of %', asked, made.reverses
            using errcode = 'check_violation', constraint = 'transfer_reverses';
    end if;
    perform set_config('app.everything', was, true);
end;
$$;
create function ledger.check_transfer() returns trigger language plpgsql as $$
begin
    perform ledger.check_whole(new.id);
    return null;
end;
$$;
create function ledger.check_posting() returns trigger language plpgsql as $$
begin
    perform ledger.check_whole(new.transfer);
    return null;
end;
$$;
create constraint trigger transfer_whole after insert on ledger.transfer deferrable initially deferred
    for each row execute function ledger.check_transfer();
create constraint trigger posting_whole after insert on ledger.posting deferrable initially deferred
    for each row execute function ledger.check_posting();

-- Posts the opposite of a transfer; whoever may reverse one need not see all of its accounts.
create function ledger.reverse_postings(made uuid, reversed uuid) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := ledger.open_rows();
begin
    insert into ledger.posting (transfer, line, account, amount)
    select made, p.line, p.account, -p.amount from ledger.posting p where p.transfer = reversed;
    perform set_config('app.everything', was, true);
end;
$$;
revoke all on function ledger.offer(text, text, uuid, text, timestamptz), ledger.take_offered(integer),
    ledger.oldest_offered(), ledger.begin_balance(), ledger.apply_postings(), ledger.check_whole(uuid),
    ledger.reverse_postings(uuid, uuid), ledger.open_rows() from public;
grant execute on function ledger.offer(text, text, uuid, text, timestamptz), ledger.take_offered(integer),
    ledger.oldest_offered(), ledger.check_whole(uuid), ledger.reverse_postings(uuid, uuid) to ${app};

do $$
declare
    name text;
begin
    foreach name in array array['book', 'account', 'request', 'transfer', 'posting', 'log', 'leaf', 'node', 'head', 'recount'] loop
        execute format('create trigger %1$I before update or delete on ledger.%2$I
            for each row execute function ledger.refuse_change()', name || '_stays', name);
        execute format('create trigger %1$I before truncate on ledger.%2$I
            for each statement execute function ledger.refuse_change()', name || '_not_emptied', name);
    end loop;
end;
$$;
