-- Whose account a row is of is asked of that row. Asked as one set of all accounts, each posting that is written read
-- through all accounts of the city, and whoever seals or rechecks a page of the log read through all postings.
drop policy balance_seen on ledger.balance;
create policy balance_seen on ledger.balance for select using (
    (select scope.everything()) or exists (select from ledger.account a where a.id = balance.account));
drop policy posting_seen on ledger.posting;
create policy posting_seen on ledger.posting for select using (
    (select scope.everything()) or exists (select from ledger.account a where a.id = posting.account));
