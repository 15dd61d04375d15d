-- Who did what: added by the application, never changed by anybody, kept by month.
create schema audit;
grant usage on schema audit to ${app};

create table audit.event (
    id           uuid        not null,
    at           timestamptz not null default clock_timestamp(),
    actor_kind   text        not null check (actor_kind in ('ANONYMOUS', 'CITIZEN', 'STAFF', 'SYSTEM')),
    account      uuid,
    actor_name   text        not null check (length(actor_name) <= 200),
    role         text        not null check (length(role) <= 200),
    origin       text        not null check (length(origin) <= 200),
    request_id   text        not null check (length(request_id) <= 100),
    what         text        not null check (what ~ '^[a-z]+([.][a-z_]+)+$' and length(what) <= 100),
    label        text        not null check (label <> '' and length(label) <= 500),
    label_values jsonb       not null check (jsonb_typeof(label_values) = 'array'),
    object_kind  text        not null check (length(object_kind) <= 50),
    object_id    text        not null check (length(object_id) <= 200),
    site         uuid,
    field        text        check (length(field) <= 50),
    fields       text[]      not null,
    before       bytea       not null check (length(before) in (0, 32)),
    after        bytea       not null check (length(after) in (0, 32)),
    reason       text        not null check (length(reason) <= 1000),
    result       text        not null check (result in ('ALLOWED', 'DENIED', 'FAILED')),
    check ((actor_kind in ('CITIZEN', 'STAFF')) = (account is not null)),
    primary key (at, id)
) partition by range (at);

-- one index for each question of the search page, all in the order in which events are shown
create index event_id on audit.event (id);
create index event_account on audit.event (account, at desc) where account is not null;
create index event_object on audit.event (object_kind, object_id, at desc) where object_kind <> '';
create index event_site on audit.event (site, at desc) where site is not null;
create index event_what on audit.event (what, at desc);
create index event_not_allowed on audit.event (result, at desc) where result <> 'ALLOWED';
create index event_request on audit.event (request_id, at desc) where request_id <> '';

-- The time is not the application's to write. Partitions are reached through the table only: no grants on them.
grant select on audit.event to ${app};
grant insert (id, actor_kind, account, actor_name, role, origin, request_id, what, label, label_values,
    object_kind, object_id, site, field, fields, before, after, reason, result) on audit.event to ${app};

alter table audit.event enable row level security;
alter table audit.event force row level security;
create policy event_read on audit.event for select using (
    (select scope.everything())
    or account = (select scope.account())
    or site in (select scope.sites())
    or (field, site) in (select f.field, f.site from scope.field_sites() f)
    or (site is null and (select scope.whole_city())));
-- Everybody's acts are recorded, those without a right to anything too; nobody records an act as another's.
create policy event_add on audit.event for insert with check (
    (select scope.everything()) or account is null or account = (select scope.account()));

-- What is written stays: refused for the owner too, but for what moves whole months (below).
create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    if current_setting('audit.moving', true) = 'on' and current_user = (select r.rolname from pg_catalog.pg_class c
            join pg_catalog.pg_roles r on r.oid = c.relowner where c.oid = 'audit.event'::regclass) then
        return old;
    end if;
    raise exception 'audit events are never changed or removed' using errcode = 'insufficient_privilege';
end;
$$;
create trigger event_stays before update or delete on audit.event
    for each row execute function audit.refuse_change();
create trigger event_not_emptied before truncate on audit.event
    for each statement execute function audit.refuse_change();

-- where an event goes whose month nobody prepared: no act ever fails for want of a partition
create table audit.event_unprepared partition of audit.event default;
create trigger event_not_emptied before truncate on audit.event_unprepared
    for each statement execute function audit.refuse_change();

-- Makes the partitions of this month and the given number of months after it; says how many were missing.
create function audit.prepare_months(ahead integer) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    zone     constant text := 'Asia/Shanghai';
    first    constant timestamp := date_trunc('month', clock_timestamp() at time zone zone);
    month    timestamp;
    starts   timestamptz;
    ends     timestamptz;
    part     text;
    made     integer := 0;
begin
    if ahead < 0 or ahead > 120 then
        raise exception 'months ahead (%) must be 0 to 120', ahead;
    end if;
    for i in 0..ahead loop
        month := first + make_interval(months => i);
        part := 'event_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('audit.' || part) is not null;
        starts := month at time zone zone;
        ends := (month + interval '1 month') at time zone zone;
        execute format('create table audit.%I (like audit.event including all)', part);
        -- a month that began without its partition: its events move over
        perform set_config('audit.moving', 'on', true);
        execute format('with moved as (delete from audit.event_unprepared where at >= %L and at < %L returning *)
            insert into audit.%I select * from moved', starts, ends, part);
        perform set_config('audit.moving', '', true);
        execute format('alter table audit.event attach partition audit.%I for values from (%L) to (%L)',
            part, starts, ends);
        execute format('create trigger event_not_emptied before truncate on audit.%I
            for each statement execute function audit.refuse_change()', part);
        made := made + 1;
    end loop;
    return made;
end;
$$;

-- Drops the months older than the given number of whole months before this one; that is an event itself.
create function audit.drop_months(keep integer, event_id uuid, label text) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    zone    constant text := 'Asia/Shanghai';
    limit_  constant timestamp := date_trunc('month', clock_timestamp() at time zone zone) - make_interval(months => keep);
    part    text;
    months  text[] := '{}';
begin
    -- the law asks for six months (网络安全法), the city may ask for more
    if keep < 6 then
        raise exception 'months kept (%) must be 6 or more', keep;
    end if;
    for part in
        select c.relname from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit.event'::regclass and c.relname ~ '^event_[0-9]{4}_[0-9]{2}$'
          and c.relname < 'event_' || to_char(limit_, 'YYYY_MM')
        order by c.relname
    loop
        execute format('drop table audit.%I', part);
        months := months || replace(substr(part, 7), '_', '-');
    end loop;
    perform set_config('audit.moving', 'on', true);
    delete from audit.event_unprepared where at < limit_ at time zone zone;
    perform set_config('audit.moving', '', true);
    if cardinality(months) > 0 then
        insert into audit.event (id, actor_kind, actor_name, role, origin, request_id, what, label, label_values,
            object_kind, object_id, fields, before, after, reason, result)
        values (event_id, 'SYSTEM', 'audit', '', '', '', 'audit.months_dropped', drop_months.label,
            jsonb_build_array(array_to_string(months, ', ')), '', '', '{}', '', '', '', 'ALLOWED');
    end if;
    return cardinality(months);
end;
$$;

revoke all on function audit.prepare_months(integer) from public;
revoke all on function audit.drop_months(integer, uuid, text) from public;
grant execute on function audit.prepare_months(integer) to ${app};
grant execute on function audit.drop_months(integer, uuid, text) to ${app};

select audit.prepare_months(24);
