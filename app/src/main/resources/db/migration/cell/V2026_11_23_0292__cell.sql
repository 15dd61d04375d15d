-- Whose database this is: one row, written at the first start and never changed. A folder of one city started with
-- another city's pack, or real data started as a sample, is refused.
create table cell.cell (
    one        boolean primary key default true check (one),
    city       text not null check (city <> ''),
    sample     boolean not null,
    founded_at timestamptz not null
);
grant select, insert on cell.cell to ${app};
