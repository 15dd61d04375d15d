-- The office's list of one state, the latest registered first, without looking at all others.
create index volunteer_state on volunteer.volunteer (state, registered_at desc, id desc);
