-- A guardian takes back what the guardian agreed to, as easily as it was given (R46).
alter table volunteer.step drop constraint step_cause_check;
alter table volunteer.step add constraint step_cause_check check (cause in (
    'REGISTERED', 'IMPORTED', 'CONFIRMED', 'APPROVED', 'SERVED', 'IDLE', 'LONG_IDLE', 'SUSPENDED', 'RESUMED', 'LEFT',
    'DISOWNED', 'UNGUARDED', 'ERASED'));
create index guardianship_guardian on volunteer.guardianship (guardian);
