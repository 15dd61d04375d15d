-- Whether one site is open to the transaction on all fields: a probe for each row, for queries that come to a few rows.
-- Where many rows are asked, (site in (select scope.sites())) looks the set up once and is cheaper.
create function scope.holds(asked uuid) returns boolean language sql stable parallel safe
begin atomic
    select exists (
            select from scope.closure c
            where c.site = asked
              and c.ancestor = any (coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[]))
        or asked = any (coalesce(nullif(current_setting('app.only_sites', true), ''), '{}')::uuid[]);
end;
