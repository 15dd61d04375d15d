-- Who may only read takes nothing away: the policies of one's own rows spoke of new rows only.
create policy device_forgotten on access.device as restrictive for delete using (scope.changes());
create policy backup_code_forgotten on access.backup_code as restrictive for delete using (scope.changes());
