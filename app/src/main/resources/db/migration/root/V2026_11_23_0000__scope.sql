-- The second wall: what the row policies of every room read. One closure table says which sites lie under which; one
-- set of settings, made for each transaction, says what its actor may touch. Nothing set = nothing but published rows.
create schema scope;
grant usage on schema scope to ${app};

-- Kept by the room network. A site is its own ancestor.
create table scope.closure (
    ancestor uuid not null,
    site     uuid not null,
    primary key (site, ancestor)
);
create index closure_ancestor on scope.closure (ancestor, site);
grant select, insert, delete on scope.closure to ${app};

-- a system actor's scope over the whole city
create function scope.everything() returns boolean language sql stable parallel safe
    return coalesce(current_setting('app.everything', true), '') = 'on';

-- whether this transaction may change rows
create function scope.changes() returns boolean language sql stable parallel safe
    return coalesce(current_setting('app.changes', true), '') = 'on';

-- the person whose own rows may be seen
create function scope.person() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.person', true), '')::uuid;

-- the account whose own account rows may be seen
create function scope.account() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.account', true), '')::uuid;

-- every site on which all fields are open to the transaction; use as: site in (select scope.sites())
create function scope.sites() returns setof uuid language sql stable parallel safe rows 100
begin atomic
    select c.site from scope.closure c
    where c.ancestor = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[])
    union all
    -- single sites, where a right ends at the place itself
    select unnest(coalesce(nullif(current_setting('app.only_sites', true), ''), '{}')::uuid[]);
end;

-- every (field, site) on which one field is open; use as: (field, site) in (select field, site from scope.field_sites())
create function scope.field_sites() returns table (field text, site uuid) language sql stable parallel safe rows 100
begin atomic
    select split_part(pair, '@', 1), c.site
    from unnest(coalesce(nullif(current_setting('app.field_sites', true), ''), '{}')::text[]) as pair
    join scope.closure c on c.ancestor = split_part(pair, '@', 2)::uuid
    union all
    select split_part(pair, '@', 1), split_part(pair, '@', 2)::uuid
    from unnest(coalesce(nullif(current_setting('app.only_field_sites', true), ''), '{}')::text[]) as pair;
end;

-- whether the transaction's rights begin at the root of the whole city: for what belongs to no single site
create function scope.whole_city() returns boolean language sql stable parallel safe
begin atomic
    select exists (
        select 1
        from unnest(coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[]) as held (site)
        join scope.closure own on own.ancestor = held.site and own.site = held.site
        where not exists (select 1 from scope.closure c where c.site = held.site and c.ancestor <> held.site));
end;
