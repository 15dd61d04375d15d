-- Whoever serves no more, or may not for now, keeps nobody's seat.
alter table activity.sign_up_step drop constraint sign_up_step_cause_check;
alter table activity.sign_up_step add constraint sign_up_step_cause_check check (cause in (
    'SIGNED_UP', 'INVITED', 'ACCEPTED', 'REFUSED', 'CANCELLED', 'PROMOTED', 'TAKEN_OFF', 'TAKEN_ON', 'CALLED_OFF', 'NO_SHOW',
    'RESTORED', 'LEFT', 'SUSPENDED', 'ERASED'));
