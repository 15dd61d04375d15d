-- Somebody who held a seat and did not come, several times in a while: for some days he waits his turn where many want to
-- come, and everything else stays open to him. It ends by itself, and at once where a reason is accepted. Nobody reads of it
-- but himself and those who hold the activity; no hour and no star is touched.
create table activity.excuse (
    sign_up     uuid primary key references activity.sign_up,
    words       text not null check (words = '' or length(words) between 4 and 300), -- empty once its writer is erased
    at          timestamptz not null,
    due         timestamptz not null,        -- not answered until then, it counts as accepted
    accepted    boolean,
    answer      text not null default '' check (length(answer) <= 200),
    answered_at timestamptz,
    answered_by uuid,
    check ((accepted is null) = (answered_at is null) and (accepted is null) = (answered_by is null)),
    check (accepted is distinct from false or length(answer) >= 4)
);
create index excuse_open on activity.excuse (due) where accepted is null;
grant select, insert on activity.excuse to ${app};
grant update (words, accepted, answer, answered_at, answered_by) on activity.excuse to ${app};

create index sign_up_no_show on activity.sign_up (volunteer) where state = 'NO_SHOW';

-- A number that a decree may change, as it counts at a moment; null where none is set.
create function activity.rule_at(asked text, moment timestamptz) returns int language sql stable
    set search_path = pg_catalog, pg_temp
begin atomic
    select r.value::int from activity.rule r
    where r.key = asked and r.valid_from <= (moment at time zone 'Asia/Shanghai')::date
    order by r.valid_from desc limit 1;
end;

-- How often somebody did not come of late without a reason that counts, and until when he waits his turn for it; null where
-- he does not.
create function activity.missed(asked uuid, moment timestamptz, out times int, out until timestamptz)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    most   constant int := activity.rule_at('no-show-max', moment);
    period constant int := activity.rule_at('no-show-days', moment);
    days   constant int := activity.rule_at('no-show-pause-days', moment);
    was    constant text := activity.open_rows();
    last   timestamptz;
begin
    select count(*), max(s.changed_at) into times, last
    from activity.sign_up s left join activity.excuse x on x.sign_up = s.id
    where s.volunteer = asked and s.state = 'NO_SHOW'
      and upper(s.slot) > moment - make_interval(days => period)
      and (x.sign_up is null or x.accepted is false or x.accepted is null and x.due > moment);
    times := coalesce(times, 0);
    if most > 0 and times >= most and last + make_interval(days => days) > moment then
        until := last + make_interval(days => days);
    end if;
    perform set_config('app.everything', was, true);
end;
$$;

-- Whether many want to come: somebody waits already, or most seats are held.
create function activity.sought(asked uuid, moment timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    many boolean;
begin
    select p.waiting > 0 or p.taken * 100 >= p.seats * activity.rule_at('popular-percent', moment) into many
    from activity.post p where p.id = asked;
    perform set_config('app.everything', was, true);
    return coalesce(many, false);
end;
$$;

-- Who is to wait his turn takes no seat that many want, whoever writes it down. Those whom somebody invited, and those whom
-- an order of the office lets come, are not meant.
create function activity.waits_its_turn() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    if new.state = 'SEATED' and new.override is null and (activity.missed(new.volunteer, new.changed_at)).until is not null
        and activity.sought(new.post, new.changed_at) then
        raise exception 'did not come several times and waits his turn'
            using errcode = 'check_violation', constraint = 'sign_up_turn';
    end if;
    return new;
end;
$$;
-- by its name before the counting, so that it asks how the post stood until now
create trigger sign_up_a_turn before insert on activity.sign_up
    for each row execute function activity.waits_its_turn();

-- As before; while signing up is open, whoever is to wait his turn is passed over and keeps his place. Once the list is
-- closed, what is free is theirs as well.
create or replace function activity.move_up(asked uuid, moment timestamptz) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    next record;
    free int;
    stands text;
begin
    -- the activity before its posts, as everybody
    select a.state into stands from activity.activity a
        where a.id = (select p.activity from activity.post p where p.id = asked) for share;
    select p.seats - p.taken into free from activity.post p where p.id = asked for update;
    while free > 0 and stands in ('PUBLISHED', 'ENROLLING', 'CONFIRMED') loop
        select s.id, s.volunteer into next from activity.sign_up s
            where s.post = asked and s.state = 'WAITING'
              and not exists (select from activity.sign_up o
                              where o.volunteer = s.volunteer and o.state = 'SEATED' and o.slot && s.slot)
              and (stands = 'CONFIRMED' or (activity.missed(s.volunteer, moment)).until is null)
            order by s.queue limit 1;
        exit when not found;
        -- nobody else seats him meanwhile; what others have seated until here is seen by the second look
        perform pg_advisory_xact_lock(hashtextextended('activity.volunteer.' || next.volunteer, 0));
        continue when exists (select from activity.sign_up s join activity.sign_up o on o.volunteer = s.volunteer
                              where s.id = next.id and o.state = 'SEATED' and o.slot && s.slot);
        update activity.sign_up s set state = 'SEATED', promoted_at = moment, changed_at = moment where s.id = next.id;
        insert into activity.sign_up_step (id, sign_up, state, cause, at, who, reason)
            values (gen_random_uuid(), next.id, 'SEATED', 'PROMOTED', moment, '', '');
        insert into activity.telling (sign_up, kind, at) values (next.id, 'PROMOTED', moment);
        free := free - 1;
    end loop;
    perform set_config('app.everything', was, true);
end;
$$;

-- Free seats of an activity go to whoever waits: when its list is closed.
create function activity.fill(asked uuid, moment timestamptz) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    one uuid;
begin
    for one in select p.id from activity.post p
               where p.activity = asked and p.waiting > 0 and p.taken < p.seats order by p.id loop
        perform activity.move_up(one, moment);
    end loop;
    perform set_config('app.everything', was, true);
end;
$$;

-- The same where somebody waits who no longer has to wait his turn.
create function activity.fill_for(asked uuid, moment timestamptz) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    was constant text := activity.open_rows();
    one uuid;
begin
    for one in select s.post from activity.sign_up s
               where s.volunteer = asked and s.state = 'WAITING' order by s.post loop
        perform activity.move_up(one, moment);
    end loop;
    perform set_config('app.everything', was, true);
end;
$$;
revoke all on function activity.rule_at(text, timestamptz), activity.missed(uuid, timestamptz),
    activity.sought(uuid, timestamptz), activity.waits_its_turn(), activity.fill(uuid, timestamptz),
    activity.fill_for(uuid, timestamptz) from public;
grant execute on function activity.missed(uuid, timestamptz), activity.sought(uuid, timestamptz),
    activity.move_up(uuid, timestamptz), activity.fill(uuid, timestamptz), activity.fill_for(uuid, timestamptz) to ${app};

alter table activity.excuse enable row level security;
alter table activity.excuse force row level security;
do $$
declare
    said constant text := 'exists (select 1 from activity.sign_up s where s.id = excuse.sign_up)';
begin
    execute 'create policy see on activity.excuse for select using (' || said || ')';
    execute 'create policy add on activity.excuse for insert with check (scope.changes() and ' || said || ')';
    -- whose it is may only take his words back; the trigger sees to that
    execute 'create policy change on activity.excuse for update using (scope.changes() and ' || said || ')';
end $$;

-- Nobody accepts his own reason, and an answer stays.
create function activity.excuse_answered() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    if new.accepted is distinct from old.accepted and (old.accepted is not null or exists (
            select from activity.sign_up s where s.id = new.sign_up and s.person = scope.person())) then
        raise exception 'nobody answers himself, and an answer stays'
            using errcode = 'check_violation', constraint = 'excuse_answered_by_another';
    end if;
    return new;
end;
$$;
revoke all on function activity.excuse_answered() from public;
create trigger excuse_answered before update on activity.excuse
    for each row execute function activity.excuse_answered();
