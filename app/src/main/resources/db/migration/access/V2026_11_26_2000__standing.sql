-- Every request of somebody signed in asks first what he may today. The function makes the scope of that one statement
-- itself, its own account's and nothing else, so that no transaction need be begun, told its scope and ended around it.
create function access.standing(asked uuid, today date)
    returns table (kind text, person uuid, name text, workplace uuid, sessions_from timestamptz, role text, site uuid,
        field text, until_day date)
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('app.account', asked::text, true);
    return query
        select a.kind, a.person, a.name, a.site, a.sessions_from, g.role, g.site, g.field, g.until_day
        from access.account a
        left join access.role_grant g
          on g.account = a.id and g.ended_at is null
         and g.from_day <= today and (g.until_day is null or g.until_day > today)
        where a.id = asked and a.state = 'ACTIVE';
end;
$$;
revoke all on function access.standing(uuid, date) from public;
grant execute on function access.standing(uuid, date) to ${app};
