-- Spring Modulith's own table: which event still has to reach which listener.
create table cell.event_publication (
    id                     uuid primary key,
    listener_id            text not null,
    event_type             text not null,
    serialized_event       text not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_event on cell.event_publication using hash (serialized_event);
create index event_publication_completion on cell.event_publication (completion_date);
grant select, insert, update, delete on cell.event_publication to ${app};
