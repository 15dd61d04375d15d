-- Which phone a volunteer's own coming or going came from: a mark drawn by chance and kept in that phone alone, so that one
-- phone which speaks for many is seen (FD7). It says nothing of whose phone it is.
alter table presence.event add column phone uuid;
alter table presence.event add constraint event_phone check (phone is null or recorder is null);
