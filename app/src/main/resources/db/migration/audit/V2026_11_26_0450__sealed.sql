-- Every event goes into the sealed log, by its digest and in the transaction of the act: whoever kept a signed head can
-- tell ever after that none was altered, put in or taken out. The database offers it within the statement that adds the
-- event, so that no writer waits for another round, and events that come by some other way are offered all the same.

-- One form, to be reckoned again from what stands: every column, in this order, the time in microseconds.
create function audit.digest(e audit.event) returns text language sql stable
    set search_path = pg_catalog, pg_temp
begin atomic
    select encode(sha256(convert_to(jsonb_build_array(
        e.id, (extract(epoch from e.at) * 1000000)::bigint, e.actor_kind, e.account, e.actor_name, e.role, e.origin,
        e.request_id, e.what, e.label, e.label_values, e.object_kind, e.object_id, e.site, e.field, e.fields,
        encode(e.before, 'hex'), encode(e.after, 'hex'), e.reason, e.result)::text, 'UTF8')), 'hex');
end;

create function audit.offer_events() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    -- the canonical form of docs/LEDGER.md: names in their order, no blanks
    perform ledger.offer('audit', a.id::text, null,
        '{"digest":"' || audit.digest((a)::audit.event) || '","event":"' || a.id || '","type":"zhiyuan-audit-v1"}', a.at)
    from added a;
    return null;
end;
$$;
create trigger event_offered after insert on audit.event referencing new table as added
    for each statement execute function audit.offer_events();
revoke all on function audit.offer_events(), audit.digest(audit.event) from public;
grant execute on function audit.digest(audit.event) to ${app};
