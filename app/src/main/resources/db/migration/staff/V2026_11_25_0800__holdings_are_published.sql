-- That a post is held is published: a rule who else sees it says nothing.
drop policy within on staff.holding;
