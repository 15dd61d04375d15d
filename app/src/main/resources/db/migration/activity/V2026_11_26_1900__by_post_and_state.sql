-- Who stands to a post: asked by whoever takes a post out of a plan, and by the database itself when one goes.
create index sign_up_post on activity.sign_up (post);
-- After some years nearly all activities are put away: what still goes on is found without looking at those.
create index activity_state on activity.activity (state, starts, id);
