-- Certificates of service. Who recorded may issue, and nobody else (R18): each line says where it was recorded, and the
-- database asks that this lies within the issuing place. What stands on a certificate is sealed under its holder's own
-- key; what the public page says is a table of its own, so that it cannot say more.
create schema certificate;
grant usage on schema certificate to ${app};

-- What a decree may change, by date: prefix of the number, days of public notice.
create table certificate.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      text not null check (length(value) between 1 and 60),
    primary key (key, valid_from)
);
grant select, insert on certificate.rule to ${app};

create sequence certificate.number as bigint start 1 maxvalue 9999999;
grant usage on sequence certificate.number to ${app};

-- Who asks which place for a certificate, for which days.
create table certificate.application (
    id           uuid primary key,
    volunteer    uuid not null references volunteer.volunteer,
    person       uuid not null references person.person,
    site         uuid not null references network.site, -- the place that recorded, and is asked
    from_day     date not null,
    to_day       date not null,              -- the last day
    purpose      text not null check (length(purpose) <= 60),
    channel      text not null check (channel in ('SELF', 'COUNTER')),
    state        text not null check (state in ('OPEN', 'ISSUED', 'REFUSED', 'WITHDRAWN')),
    at           timestamptz not null,
    account      uuid,
    settled_at   timestamptz,
    settled_by   uuid,
    settled_name text not null check (length(settled_name) <= 200),
    reason       text not null check (length(reason) <= 200),
    check (to_day >= from_day),
    check ((state = 'OPEN') = (settled_at is null)),
    check (state <> 'REFUSED' or length(reason) >= 4)
);
create unique index application_open on certificate.application (volunteer, site) where state = 'OPEN';
create index application_waiting on certificate.application (site, at) where state = 'OPEN';
create index application_volunteer on certificate.application (volunteer, at desc);
grant select, insert, update (state, settled_at, settled_by, settled_name, reason) on certificate.application to ${app};

create table certificate.certificate (
    id             uuid primary key,
    application    uuid not null unique references certificate.application,
    volunteer      uuid not null references volunteer.volunteer,
    person         uuid not null references person.person,
    site           uuid not null references network.site, -- who recorded, and issues
    number         text not null unique check (number ~ '^[A-Z]{2}-[0-9]{4}-[0-9]{7}$'),
    code           text not null unique check (code ~ '^[0-9a-hjkmnp-tv-z]{20}$'),
    state          text not null check (state in ('ISSUED', 'REVOKED')),
    from_day       date not null,
    to_day         date not null,
    minutes        bigint not null check (minutes > 0),
    lines          int not null check (lines between 1 and 500),
    issued_at      timestamptz not null,
    handler        uuid not null,            -- the account of who handled it
    handler_name   text not null check (length(handler_name) between 1 and 200),
    handler_person uuid,
    pdf_digest     bytea not null check (length(pdf_digest) = 32),
    document       bytea,                    -- the signed form, sealed; gone with its holder
    paper          bytea,                    -- the PDF, sealed; gone with its holder
    erased_at      timestamptz,
    check (to_day >= from_day),
    check ((erased_at is null) = (document is not null) and (erased_at is null) = (paper is not null)),
    -- nobody certifies his own service
    check (handler_person is null or handler_person <> person)
);
create index certificate_site on certificate.certificate (site, issued_at desc, id desc);
create index certificate_volunteer on certificate.certificate (volunteer, issued_at desc);
grant select, insert, update (state, document, paper, erased_at) on certificate.certificate to ${app};

-- Each service that it counts: the entry of the ledger that proves it, and where it was recorded.
create table certificate.line (
    certificate uuid not null references certificate.certificate,
    position    int not null check (position between 1 and 500),
    site        uuid not null references network.site,
    entry       text not null check (length(entry) between 1 and 80),
    day         date not null,
    minutes     int not null check (minutes between 1 and 1440),
    manner      text not null check (manner in ('CODE', 'CARD', 'LEADER', 'PAPER', 'OFFLINE_CODE', 'OFFLINE_LEADER',
                                                'LATE_ENTRY')),
    late        boolean not null,
    primary key (certificate, position),
    unique (certificate, entry)
);
create index line_entry on certificate.line (entry);
grant select, insert on certificate.line to ${app};

-- A revocation is proposed by one and confirmed or declined by another.
create table certificate.revocation (
    id           uuid primary key,
    certificate  uuid not null references certificate.certificate,
    reason       text not null check (length(reason) between 4 and 200),
    at           timestamptz not null,
    account      uuid not null,
    who          text not null check (length(who) <= 200),
    settled_at   timestamptz,
    settled_by   uuid,
    settled_name text not null check (length(settled_name) <= 200),
    settled_person uuid,                     -- the person behind that account, where one is known
    confirmed    boolean,
    check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (confirmed is null)),
    -- the second person is another
    check (settled_by <> account)
);
create unique index revocation_open on certificate.revocation (certificate) where settled_at is null;
create index revocation_certificate on certificate.revocation (certificate, at desc);
grant select, insert, update (settled_at, settled_by, settled_name, settled_person, confirmed) on certificate.revocation to ${app};

-- All that anybody may read who has the code, and nothing besides.
create table certificate.shown (
    certificate  uuid primary key references certificate.certificate,
    code         text not null unique,
    number       text not null,
    name         text not null check (name = '' or name ~ '^.\*\*$'), -- masked, or gone with its holder
    state        text not null check (state in ('ISSUED', 'REVOKED')),
    erased       boolean not null,
    issuer       text not null check (length(issuer) between 1 and 120),
    issued_on    date not null,
    from_day     date not null,
    to_day       date not null,
    minutes      bigint not null,
    scanned      bigint not null check (scanned >= 0), -- minutes by the way in which they were proved
    led          bigint not null check (led >= 0),
    paper        bigint not null check (paper >= 0),
    late         bigint not null check (late >= 0),
    pdf_digest   bytea not null check (length(pdf_digest) = 32),
    noticed_to   date,                       -- the last day of public notice; null where none is asked
    revoked_on   date,
    check (minutes = scanned + led + paper + late),
    check ((state = 'REVOKED') = (revoked_on is not null)),
    check (not erased or name = '')
);
create index shown_noticed on certificate.shown (noticed_to, issued_on desc);
grant select, insert, update (name, state, erased, revoked_on) on certificate.shown to ${app};

create function certificate.recorded_within() returns trigger language plpgsql as $$
begin
    if not exists (select from certificate.certificate k join scope.closure c on c.ancestor = k.site
                   where k.id = new.certificate and c.site = new.site) then
        raise exception 'certificate %: line % was recorded elsewhere', new.certificate, new.position
            using errcode = 'check_violation', constraint = 'line_recorded_within';
    end if;
    return null;
end $$;
-- after the row policies have asked, so that what they refuse is told as theirs
create trigger line_recorded_within after insert on certificate.line
    for each row execute function certificate.recorded_within();

create function certificate.adds_up() returns trigger language plpgsql as $$
declare
    found record;
begin
    select count(*) as lines, coalesce(sum(l.minutes), 0) as minutes into found
    from certificate.line l where l.certificate = new.id;
    if found.lines <> new.lines or found.minutes <> new.minutes then
        raise exception 'certificate %: % minutes in % lines, not % in %', new.number, found.minutes, found.lines,
            new.minutes, new.lines using errcode = 'check_violation', constraint = 'certificate_adds_up';
    end if;
    return null;
end $$;
create constraint trigger certificate_adds_up after insert on certificate.certificate
    deferrable initially deferred for each row execute function certificate.adds_up();

create function certificate.two_revoke() returns trigger language plpgsql as $$
begin
    if old.state <> new.state and (new.state <> 'REVOKED' or not exists (
            select from certificate.revocation r where r.certificate = new.id and r.confirmed)) then
        raise exception 'certificate %: two persons revoke, and nobody takes it back', new.number
            using errcode = 'check_violation', constraint = 'certificate_two_revoke';
    end if;
    return new;
end $$;
create trigger certificate_two_revoke before update of state on certificate.certificate
    for each row execute function certificate.two_revoke();

-- Nobody settles what is about his own certificate, and whoever issued one does not leave it standing.
create function certificate.settled_by_others() returns trigger language plpgsql as $$
begin
    if exists (select from certificate.certificate k where k.id = new.certificate
               and (k.person = new.settled_person or not new.confirmed and k.handler = new.settled_by)) then
        raise exception 'certificate %: settled by its holder, or declined by who issued it', new.certificate
            using errcode = 'check_violation', constraint = 'revocation_settled_by_others';
    end if;
    return new;
end $$;
create trigger revocation_settled_by_others before update of settled_at on certificate.revocation
    for each row execute function certificate.settled_by_others();

do $$
declare
    t text;
    theirs constant text := '(scope.everything() or person = scope.person() or site in (select scope.sites()))';
    office constant text := 'exists (select 1 from certificate.certificate k where k.id = certificate
        and (scope.everything() or k.site in (select scope.sites())))';
    known constant text := 'exists (select 1 from certificate.certificate k where k.id = certificate)';
begin
    foreach t in array array['rule', 'application', 'certificate', 'line', 'revocation', 'shown'] loop
        execute format('alter table certificate.%I enable row level security', t);
        execute format('alter table certificate.%I force row level security', t);
    end loop;
    execute 'create policy published on certificate.rule for select using (true)';
    execute 'create policy made on certificate.rule for insert with check (scope.everything() and scope.changes())';
    -- one may ask any place, for oneself
    execute format('create policy see on certificate.application for select using %s', theirs);
    execute format('create policy add on certificate.application for insert with check (scope.changes() and %s)', theirs);
    execute format('create policy change on certificate.application for update using (scope.changes() and %s)', theirs);
    -- a certificate is the office's word; that it goes with its holder is the holder's
    execute format('create policy see on certificate.certificate for select using %s', theirs);
    execute 'create policy add on certificate.certificate for insert with check (scope.changes()
        and (scope.everything() or site in (select scope.sites())))';
    execute format('create policy change on certificate.certificate for update using (scope.changes() and %s)', theirs);
    foreach t in array array['line', 'revocation'] loop
        execute format('create policy see on certificate.%I for select using (%s)', t, known);
        execute format('create policy add on certificate.%I for insert with check (scope.changes() and %s)', t, office);
    end loop;
    execute format('create policy change on certificate.revocation for update using (scope.changes() and %s)', office);
    execute 'create policy published on certificate.shown for select using (true)';
    execute format('create policy add on certificate.shown for insert with check (scope.changes() and %s)', office);
    execute format('create policy change on certificate.shown for update using (scope.changes() and %s)', known);
end $$;
