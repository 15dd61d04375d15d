-- One turn of the switch stops the messages of the whole city: who holds a part of it may not turn it. A message that was
-- sent stays with the place that it was sent for.
drop policy turn on channel.switch;
create policy turn on channel.switch for insert
    with check (scope.changes() and (scope.everything() or scope.whole_city()));
drop policy settle on channel.sent;
create policy settle on channel.sent for update
    using (scope.changes() and (scope.everything() or site in (select scope.sites()) or person = scope.person()));
