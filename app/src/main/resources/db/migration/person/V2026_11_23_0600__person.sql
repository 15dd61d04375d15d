-- People. Everything that says who somebody is stands sealed; what is searched for exactly has a blind index beside it.
create schema person;
grant usage on schema person to ${app};

-- The root of the indexes, sealed under each key of the ring: a wrong key is seen at the start.
create table person.key_ring (
    ring_key text primary key check (ring_key ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
    root     bytea not null,
    since    timestamptz not null
);
grant select, insert on person.key_ring to ${app};

create table person.person (
    id               uuid primary key,
    site             uuid not null references network.site, -- which place answers for the record
    field            text,                   -- the branch center's field, where one of those registered the person
    basis            text not null check (basis in ('CONSENT', 'DUTY')),
    name             bytea,
    phone            bytea,
    identity_number  bytea,
    birth_date       bytea,
    address          bytea,
    phone_blind      bytea check (octet_length(phone_blind) = 32),
    phone_own        boolean not null,       -- the person's own, good for signing in; else reached through somebody
    identity_blind   bytea check (octet_length(identity_blind) = 32),
    identity_version int not null default 1, -- grows with name and number: what was checked before is not checked now
    version          int not null default 1,
    registered_at    timestamptz not null,
    registered_by    uuid,
    erased_at        timestamptz,
    check ((phone is null) = (phone_blind is null)),
    check ((identity_number is null) = (identity_blind is null)),
    check (not phone_own or phone is not null),
    check (erased_at is not null or name is not null or phone is not null or identity_number is not null),
    check (erased_at is null or (name is null and phone is null and identity_number is null
                                 and birth_date is null and address is null))
);
-- nobody is registered twice, and a number signs one person in
create unique index person_identity on person.person (identity_blind) where identity_blind is not null;
create unique index person_own_phone on person.person (phone_blind) where phone_own;
create index person_phone on person.person (phone_blind) where phone_blind is not null;
create index person_site on person.person (site);
alter table person.person enable row level security;
alter table person.person force row level security;
create policy see on person.person for select using (
    scope.everything()
    or id = scope.person()
    or site in (select scope.sites())
    or (field, site) in (select f.field, f.site from scope.field_sites() f));
create policy add on person.person for insert with check (
    scope.changes() and (
        scope.everything()
        or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f)));
create policy correct on person.person for update using (
    scope.changes() and (
        scope.everything()
        or id = scope.person()
        or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f)))
    with check (
    scope.changes() and (
        scope.everything()
        or id = scope.person()
        or site in (select scope.sites())
        or (field, site) in (select f.field, f.site from scope.field_sites() f)));
grant select, insert, update on person.person to ${app};

-- Each person's own key, sealed under one of the ring. Without its row nothing of the person opens any more.
create table person.key (
    person     uuid primary key references person.person,
    name       text not null check (name ~ '^[0-9a-f]{8}$'),
    ring_key   text not null,
    wrapped    bytea not null,
    wrapped_at timestamptz not null
);
create index key_ring_key on person.key (ring_key, person);
alter table person.key enable row level security;
alter table person.key force row level security;
create policy see on person.key for select using (exists (select 1 from person.person p where p.id = key.person));
create policy add on person.key for insert with check (
    scope.changes() and exists (select 1 from person.person p where p.id = key.person));
create policy rewrap on person.key for update
    using (scope.changes() and exists (select 1 from person.person p where p.id = key.person))
    with check (scope.changes() and exists (select 1 from person.person p where p.id = key.person));
create policy destroy on person.key for delete using (
    scope.changes() and exists (select 1 from person.person p where p.id = key.person));
grant select, insert, update, delete on person.key to ${app};

-- Two records of one person: the one is read as the other. No row above is rewritten; a split ends the alias.
create table person.alias (
    id      uuid primary key,
    alias   uuid not null references person.person,
    person  uuid not null references person.person,
    since   timestamptz not null,
    until   timestamptz check (until >= since),
    reason  text not null check (length(reason) between 1 and 200),
    account uuid,
    check (alias <> person)
);
create unique index alias_one on person.alias (alias) where until is null;
create index alias_person on person.alias (person) where until is null;
alter table person.alias enable row level security;
alter table person.alias force row level security;
create policy see on person.alias for select using (
    scope.everything() or alias = scope.person() or person = scope.person()
    or exists (select 1 from person.person p where p.id = alias.alias) or exists (select 1 from person.person p where p.id = alias.person));
create policy merge on person.alias for insert with check (
    scope.changes() and exists (select 1 from person.person p where p.id = alias.alias) and exists (select 1 from person.person p where p.id = alias.person));
create policy split on person.alias for update
    using (scope.changes()
           and exists (select 1 from person.person p where p.id = alias.alias) and exists (select 1 from person.person p where p.id = alias.person))
    with check (scope.changes());
grant select, insert, update on person.alias to ${app};

-- What people are asked to agree to. A text once agreed to is never changed: a new wording is a new version.
create table person.consent_text (
    purpose    text not null check (purpose ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    version    int not null check (version >= 1),
    valid_from date not null,
    separate   boolean not null,             -- asked by itself; refusing costs nothing
    title      text not null,
    title_en   text not null,
    text       text not null,
    text_en    text not null,
    digest     text not null check (digest ~ '^[0-9a-f]{64}$'),
    primary key (purpose, version)
);
alter table person.consent_text enable row level security;
alter table person.consent_text force row level security;
create policy see on person.consent_text for select using (true);
create policy add on person.consent_text for insert with check (scope.everything() and scope.changes());
grant select, insert on person.consent_text to ${app};

-- The ledger of consent: given and withdrawn, never rewritten. The latest entry of a purpose counts.
create table person.consent (
    id       uuid primary key,
    person   uuid not null references person.person,
    purpose  text not null,
    version  int not null,
    given    boolean not null,
    at       timestamptz not null,
    channel  text not null check (channel in ('WEB', 'COUNTER', 'PAPER')),
    guardian uuid references person.person check (guardian <> person),
    account  uuid,
    foreign key (purpose, version) references person.consent_text
);
create index consent_person on person.consent (person, purpose, at desc, id desc);
alter table person.consent enable row level security;
alter table person.consent force row level security;
create policy see on person.consent for select using (exists (select 1 from person.person p where p.id = consent.person));
create policy add on person.consent for insert with check (
    scope.changes() and exists (select 1 from person.person p where p.id = consent.person));
grant select, insert on person.consent to ${app};

-- Somebody looked at the document itself: who, when, which kind. No copy, no photo.
create table person.verification (
    id               uuid primary key,
    person           uuid not null references person.person,
    identity_version int not null,
    document         text not null check (document in ('IDENTITY_CARD', 'HOUSEHOLD_REGISTER', 'RESIDENCE_PERMIT',
                                                       'PERMANENT_RESIDENT_CARD')),
    day              date not null,
    at               timestamptz not null,
    account          uuid not null,
    verifier         text not null check (length(verifier) between 1 and 200)
);
create index verification_person on person.verification (person, at desc);
alter table person.verification enable row level security;
alter table person.verification force row level security;
create policy see on person.verification for select using (exists (select 1 from person.person p where p.id = verification.person));
create policy add on person.verification for insert with check (
    scope.changes() and exists (select 1 from person.person p where p.id = verification.person));
grant select, insert on person.verification to ${app};

-- Who looked at whom: the person reads it. Written also by those who may only read.
create table person.look (
    id      uuid primary key,
    person  uuid not null references person.person,
    at      timestamptz not null,
    kind    text not null check (kind in ('FOUND', 'OPENED', 'REVEALED', 'COPIED')),
    col     text check ((col is not null) = (kind = 'REVEALED')),
    reason  text not null check (length(reason) <= 200),
    account uuid,
    looker  text not null check (length(looker) <= 200),
    role    text not null check (length(role) <= 200)
);
create index look_person on person.look (person, at desc, id desc);
create index look_account on person.look (account, at desc);
alter table person.look enable row level security;
alter table person.look force row level security;
create policy see on person.look for select using (
    account = scope.account() or exists (select 1 from person.person p where p.id = look.person));
create policy add on person.look for insert with check (
    exists (select 1 from person.person p where p.id = look.person) and (scope.everything() or account = scope.account()));
grant select, insert on person.look to ${app};

-- How many values an account has unmasked on a day.
create table person.reveal_budget (
    account uuid not null,
    day     date not null,
    spent   int not null check (spent >= 1),
    primary key (account, day)
);
alter table person.reveal_budget enable row level security;
alter table person.reveal_budget force row level security;
create policy own on person.reveal_budget using (account = scope.account())
    with check (account = scope.account() and scope.changes());
grant select, insert, update on person.reveal_budget to ${app};
