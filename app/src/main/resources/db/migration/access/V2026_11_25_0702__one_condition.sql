-- A condition without a check of its own asks the same of the row as it was and as it will be; a check that only repeats
-- it is no second guard.
drop policy account_change on access.account;
create policy account_change on access.account for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites()) or id = scope.account()));
drop policy credential_change on access.credential;
create policy credential_change on access.credential for update
    using (scope.changes() and (scope.everything() or account = scope.account()
        or account in (select a.id from access.account a where a.site in (select scope.sites()))));
drop policy role_grant_end on access.role_grant;
create policy role_grant_end on access.role_grant for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f)));
