-- A condition without a check of its own asks the same of the row as it was and as it will be. A check that only repeats
-- it is no second guard; the one of split asked less.
drop policy correct on person.person;
create policy correct on person.person for update using (
    scope.changes() and (
        scope.everything()
        or id = scope.person()
        or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f)));
drop policy rewrap on person.key;
create policy rewrap on person.key for update
    using (scope.changes() and exists (select 1 from person.person p where p.id = key.person));
drop policy split on person.alias;
create policy split on person.alias for update
    using (scope.changes()
           and exists (select 1 from person.person p where p.id = alias.alias)
           and exists (select 1 from person.person p where p.id = alias.person));
