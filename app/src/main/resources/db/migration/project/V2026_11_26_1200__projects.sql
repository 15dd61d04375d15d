-- Projects, from an idea to the closing. What matters stands here once more: which step may follow which, that two other
-- persons have looked before anything is published, and that nobody judges what he handed in himself.
create schema project;
grant usage on schema project to ${app};

-- What a decree may change, by date: time limits, lengths, who reviews what, the questions on risk, what is no service.
create table project.rule (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    value      int not null check (value >= 0),
    primary key (key, valid_from)
);
-- who looks first and who second, by the tier of the place and by whether the project belongs to a field
create table project.route (
    valid_from   date not null,
    tier         text not null check (tier in ('CENTER', 'BRANCH', 'INSTITUTE', 'STATION', 'POINT')),
    fielded      boolean not null,
    first_organ  text not null check (first_organ in ('INSTITUTE', 'BRANCH', 'CENTER')),
    second_organ text not null check (second_organ in ('INSTITUTE', 'BRANCH', 'CENTER')),
    primary key (valid_from, tier, fielded)
);
create table project.risk_question (
    key        text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    valid_from date not null,
    position   int not null,
    words      text not null check (length(words) between 1 and 100),
    words_en   text not null check (length(words_en) between 1 and 200),
    grade      text not null check (grade in ('LOW', 'RAISED', 'DANGEROUS')), -- what a yes means; LOW takes it back
    primary key (key, valid_from)
);
create table project.choice (
    kind     text not null check (kind in ('CATEGORY', 'OBJECT')),
    key      text not null check (key ~ '^[a-z0-9-]{1,40}$'),
    position int not null,
    name     text not null check (length(name) between 1 and 60),
    name_en  text not null check (length(name_en) between 1 and 120),
    primary key (kind, key)
);
create table project.negative (
    phrase     text not null check (length(phrase) between 2 and 60), -- parts with + between them must all be there
    valid_from date not null,
    until_day  date check (until_day > valid_from),
    kind       text not null check (kind in ('OWN_DUTY', 'TOLD_TO', 'OWN_INTEREST', 'NOT_PUBLIC', 'PAID', 'NOT_TIME', 'BACKDATED')),
    reason     text not null check (length(reason) between 1 and 120),
    reason_en  text not null check (length(reason_en) between 1 and 240),
    primary key (phrase, valid_from)
);
grant select, insert on project.rule, project.route, project.risk_question, project.choice, project.negative to ${app};

-- the running number of a year: 2026-0153
create table project.counter (
    year int primary key check (year between 2020 and 2200),
    last int not null check (last between 1 and 999999)
);
grant select, insert, update on project.counter to ${app};

create table project.project (
    id             uuid primary key,
    number         text unique check (number ~ '^[0-9]{4}-[0-9]{4,6}$'),
    title          text not null check (length(title) between 2 and 50),
    site           uuid not null references network.site, -- the place that holds it
    field          text,
    team           uuid references team.team,
    leader         uuid not null references person.person,
    state          text not null check (state in ('IDEA', 'APPLIED', 'REVIEW', 'RETURNED', 'REFUSED', 'PUBLISHED', 'RECRUITING',
                                                  'RUNNING', 'MID_REVIEW', 'CLOSING', 'EVALUATED', 'CLOSED', 'TERMINATED')),
    round          int not null default 0 check (round between 0 and 50), -- how often it was handed in
    first_organ    text check (first_organ in ('INSTITUTE', 'BRANCH', 'CENTER')),
    second_organ   text check (second_organ in ('INSTITUTE', 'BRANCH', 'CENTER')),
    waits_for      text check (waits_for in ('INSTITUTE', 'BRANCH', 'CENTER', 'LEADER')), -- who is to do something now
    due_at         timestamptz,                           -- and until when
    category       text not null default '',
    need           text not null default '' check (length(need) <= 300),
    source         text not null default '' check (length(source) <= 100), -- where the need was stated
    guidance       text not null default '' check (length(guidance) <= 200),
    benefit        text not null default '' check (length(benefit) <= 200),
    practice       text not null default '' check (length(practice) <= 200),
    place          text not null default '' check (length(place) <= 100),
    starts         date,
    until_day      date,                                  -- first day that no longer belongs to it
    days           int check (days between 1 and 400),    -- what is promised
    volunteers     int check (volunteers between 1 and 100000),
    reached        int check (reached between 1 and 1000000),
    money_fen      bigint check (money_fen between 0 and 100000000000),
    money_use      text not null default '' check (length(money_use) <= 200),
    risk           text not null default 'LOW' check (risk in ('LOW', 'RAISED', 'DANGEROUS')),
    risk_asked     boolean not null default false,        -- whether the questions on risk were answered
    risks          text not null default '' check (length(risks) <= 300),
    minors         boolean not null default false,        -- whether people under age may take part
    drafted_at     timestamptz not null,
    published_at   timestamptz,
    version        int not null default 1,
    check ((waits_for is null) = (due_at is null)),
    check (until_day > starts),
    -- what is dangerous is never open to people under age
    check (risk <> 'DANGEROUS' or not minors),
    check (state in ('IDEA', 'TERMINATED') or (number is not null and first_organ is not null and second_organ is not null
        and category <> '' and need <> '' and guidance <> '' and benefit <> '' and practice <> '' and place <> ''
        and starts is not null and until_day is not null and days is not null and volunteers is not null
        and reached is not null and money_fen is not null and risk_asked)),
    check ((published_at is not null) or state in ('IDEA', 'APPLIED', 'REVIEW', 'RETURNED', 'REFUSED', 'TERMINATED'))
);
create index project_site on project.project (site, state);
create index project_leader on project.project (leader);
create index project_waits on project.project (waits_for, due_at) where waits_for is not null;
create index project_public on project.project (published_at desc, id desc) where published_at is not null;
create index project_period on project.project (state, starts, until_day) where published_at is not null;
grant select, insert, update on project.project to ${app};

-- whom it is for, and which questions on risk were answered with yes
create table project.object (
    project uuid not null references project.project,
    kind    text not null default 'OBJECT' check (kind = 'OBJECT'),
    key     text not null,
    primary key (project, key),
    foreign key (kind, key) references project.choice
);
create table project.answer (
    project  uuid not null references project.project,
    question text not null check (length(question) <= 40),
    primary key (project, question)
);
grant select, insert, delete on project.object, project.answer to ${app};

-- How it came to stand as it does: never rewritten.
create table project.step (
    id      uuid primary key,
    project uuid not null references project.project,
    state   text not null,
    cause   text not null check (cause in ('DRAFTED', 'WROTE', 'APPLIED', 'FIRST_PASSED', 'SECOND_PASSED', 'RETURNED',
                                           'REFUSED', 'APPEALED', 'APPEAL_UPHELD', 'APPEAL_DENIED', 'RECRUITING', 'STARTED',
                                           'MID_REVIEWED', 'MID_REVIEW_ANSWERED', 'CLOSING', 'REPORTED', 'REPORT_RETURNED',
                                           'EVALUATED', 'ARCHIVED', 'TERMINATED', 'LEADER_CHANGED', 'RISK_RAISED')),
    at      timestamptz not null,
    account uuid,
    person  uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) <= 500)
);
create index step_project on project.step (project, at desc, id desc);
grant select, insert on project.step to ${app};

-- Two reviews in a round, by two persons, neither of whom handed it in.
create table project.review (
    id      uuid primary key,
    project uuid not null references project.project,
    round   int not null,
    stage   text not null check (stage in ('FIRST', 'SECOND')),
    verdict text not null check (verdict in ('PASSED', 'RETURNED', 'REFUSED')),
    at      timestamptz not null,
    account uuid not null,
    person  uuid,
    who     text not null check (length(who) <= 200),
    reason  text not null check (length(reason) <= 500),
    check (verdict = 'PASSED' or length(reason) >= 4),
    unique (project, round, stage),
    -- nobody stands on both reviews
    unique (project, round, account)
);
create unique index review_person on project.review (project, round, person) where person is not null;
grant select, insert on project.review to ${app};

-- What the list of what is no volunteer service found, and what the applicant says to it.
create table project.hit (
    project    uuid not null references project.project,
    round      int not null,
    phrase     text not null check (length(phrase) <= 60),
    reason     text not null check (length(reason) <= 120),
    reason_en  text not null check (length(reason_en) <= 240),
    statement  text not null check (length(statement) between 4 and 300),
    accepted   boolean,
    decided_at timestamptz,
    decider    uuid,
    primary key (project, round, phrase),
    check ((accepted is null) = (decided_at is null) and (accepted is null) = (decider is null))
);
grant select, insert, update on project.hit to ${app};

create table project.appeal (
    project uuid not null references project.project,
    round   int not null,
    words   text not null check (length(words) between 4 and 500),
    at      timestamptz not null,
    account uuid not null,
    person  uuid,
    primary key (project, round)
);
create table project.appeal_decision (
    project uuid not null,
    round   int not null,
    upheld  boolean not null,
    reason  text not null check (length(reason) between 4 and 500),
    at      timestamptz not null,
    account uuid not null,
    person  uuid,
    who     text not null check (length(who) <= 200),
    primary key (project, round),
    foreign key (project, round) references project.appeal
);
grant select, insert on project.appeal, project.appeal_decision to ${app};

-- What came of it, told by rooms above: one row for each source, replaced where the source says it anew.
create table project.outcome (
    project    uuid not null references project.project,
    source     uuid not null,
    day        date not null,
    volunteers int not null check (volunteers >= 0),
    minutes    bigint not null check (minutes >= 0),
    reached    int not null check (reached >= 0),
    result     text not null check (length(result) <= 500),
    at         timestamptz not null,
    primary key (project, source)
);
create index outcome_day on project.outcome (project, day);
grant select, insert, update on project.outcome to ${app};

create table project.mid_review (
    id          uuid primary key,
    project     uuid not null references project.project,
    going       text not null check (going in ('AS_PLANNED', 'CHANGED', 'STUCK')),
    words       text not null check (length(words) <= 300),
    at          timestamptz not null,
    account     uuid not null,
    person      uuid,
    answer      text not null default '' check (length(answer) <= 300),
    answered_at timestamptz,
    answerer    uuid,
    answered_by text not null default '' check (length(answered_by) <= 200),
    check (going = 'AS_PLANNED' or length(words) >= 4),
    check ((answered_at is null) = (answerer is null)),
    check (answerer <> account)
);
create index mid_review_project on project.mid_review (project, at desc);
grant select, insert, update on project.mid_review to ${app};

-- The closing report: figures as they were when the leader confirmed it, and the leader's own words.
create table project.report (
    project      uuid primary key references project.project,
    activities   int not null check (activities >= 0),
    days         int not null check (days >= 0),
    turns        int not null check (turns >= 0),       -- volunteers, counted once for each activity
    minutes      bigint not null check (minutes >= 0),
    reached      int not null check (reached >= 0),
    achieved     text not null check (length(achieved) between 4 and 1000),
    undone       text not null check (length(undone) between 1 and 1000), -- 没做到的 is always there
    confirmed_at timestamptz not null,
    account      uuid not null,
    person       uuid,
    who          text not null check (length(who) <= 200)
);
grant select, insert, update on project.report to ${app};

create table project.evaluation (
    project uuid primary key references project.project,
    verdict text not null check (verdict in ('MET', 'PARTLY', 'NOT_MET')),
    reason  text not null check (length(reason) between 4 and 500),
    at      timestamptz not null,
    account uuid not null,
    person  uuid,
    who     text not null check (length(who) <= 200)
);
grant select, insert on project.evaluation to ${app};

-- Which step may follow which; and nothing is published that two persons did not pass.
create function project.stands() returns trigger language plpgsql as $$
begin
    if new.published_at is distinct from old.published_at and not (old.state = 'REVIEW' and new.state = 'PUBLISHED') then
        raise exception 'project % is published by its second review alone', old.id using errcode = 'check_violation';
    end if;
    if new.state = old.state then
        return new;
    end if;
    if not (old.state || '>' || new.state = any (array[
            'IDEA>APPLIED', 'IDEA>TERMINATED',
            'APPLIED>REVIEW', 'APPLIED>RETURNED', 'APPLIED>REFUSED', 'APPLIED>TERMINATED',
            'REVIEW>PUBLISHED', 'REVIEW>RETURNED', 'REVIEW>REFUSED', 'REVIEW>TERMINATED',
            'RETURNED>APPLIED', 'RETURNED>TERMINATED',
            'REFUSED>APPLIED', 'REFUSED>TERMINATED',
            'PUBLISHED>RECRUITING', 'PUBLISHED>RUNNING', 'PUBLISHED>TERMINATED',
            'RECRUITING>RUNNING', 'RECRUITING>TERMINATED',
            'RUNNING>MID_REVIEW', 'RUNNING>CLOSING', 'RUNNING>TERMINATED',
            'MID_REVIEW>RUNNING', 'MID_REVIEW>TERMINATED',
            'CLOSING>RUNNING', 'CLOSING>EVALUATED', 'CLOSING>TERMINATED',
            'EVALUATED>CLOSED'])) then
        raise exception 'a project that is % does not become %', old.state, new.state using errcode = 'check_violation';
    end if;
    if new.state = 'APPLIED' and new.round <= old.round then
        raise exception 'a project is handed in as a new round' using errcode = 'check_violation';
    end if;
    if new.state = 'REVIEW' and not exists (select from project.review r where r.project = new.id
            and r.round = new.round and r.stage = 'FIRST' and r.verdict = 'PASSED') then
        raise exception 'nobody passed the first review of %', new.id using errcode = 'check_violation';
    end if;
    if new.state = 'PUBLISHED' then
        if (select count(distinct r.account) from project.review r where r.project = new.id
                and r.round = new.round and r.verdict = 'PASSED') <> 2 then
            raise exception 'two persons must pass % before it is published', new.id using errcode = 'check_violation';
        end if;
        if exists (select from project.hit h where h.project = new.id and h.round = new.round
                and h.accepted is distinct from true) then
            raise exception 'what is no volunteer service stands undecided in %', new.id using errcode = 'check_violation';
        end if;
    end if;
    if new.state = 'EVALUATED' and not exists (select from project.evaluation e where e.project = new.id) then
        raise exception 'nobody evaluated %', new.id using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger stands before update on project.project for each row execute function project.stands();

create function project.begins() returns trigger language plpgsql as $$
begin
    if new.state <> 'IDEA' or new.published_at is not null then
        raise exception 'a project begins as an idea, not as %', new.state using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger begins after insert on project.project for each row execute function project.begins();

-- Whoever wrote it, handed it in, reported on it or leads it does not judge it; whoever refused it does not decide the appeal.
create function project.another() returns trigger language plpgsql as $$
begin
    if exists (select from project.step s where s.project = new.project
            and s.cause in ('DRAFTED', 'WROTE', 'APPLIED', 'APPEALED', 'REPORTED')
            and (s.account = new.account or s.person = new.person))
            or exists (select from project.project p where p.id = new.project and p.leader = new.person) then
        raise exception 'nobody judges a project of his own' using errcode = 'check_violation';
    end if;
    if tg_table_name = 'appeal_decision' and exists (select from project.review r where r.project = new.project
            and r.verdict = 'REFUSED' and (r.account = new.account or r.person = new.person)) then
        raise exception 'whoever refused does not decide the appeal' using errcode = 'check_violation';
    end if;
    if tg_table_name = 'review' then
        if exists (select from project.review r where r.project = new.project and r.round < new.round
                and r.verdict = 'REFUSED' and (r.account = new.account or r.person = new.person)) then
            raise exception 'whoever refused does not review again' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end $$;
create trigger another after insert on project.review for each row execute function project.another();
create trigger another after insert on project.appeal_decision for each row execute function project.another();
create trigger another after insert on project.evaluation for each row execute function project.another();

-- A review is of the round that is on, and of the stage that it stands at.
create function project.in_turn() returns trigger language plpgsql as $$
begin
    if not exists (select from project.project p where p.id = new.project and p.round = new.round
            and p.state = case new.stage when 'FIRST' then 'APPLIED' else 'REVIEW' end) then
        raise exception 'project % does not wait for this review', new.project using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger in_turn after insert on project.review for each row execute function project.in_turn();

do $$
declare
    t text;
    office constant text := '(scope.everything() or site in (select scope.sites())
        or (field, site) in (select field, site from scope.field_sites()))';
    offices constant text := 'exists (select 1 from project.project p where p.id = %I.project
        and (scope.everything() or p.site in (select scope.sites())
             or (p.field, p.site) in (select field, site from scope.field_sites())))';
    theirs constant text := 'exists (select 1 from project.project p where p.id = %I.project
        and (scope.everything() or p.leader = scope.person() or p.site in (select scope.sites())
             or (p.field, p.site) in (select field, site from scope.field_sites())))';
    over constant text := ' or exists (select 1 from project.project p where p.id = %I.project
        and p.state in (''EVALUATED'', ''CLOSED''))';
    seen constant text := 'exists (select 1 from project.project p where p.id = %I.project)';
begin
    execute 'alter table project.project enable row level security';
    execute 'alter table project.project force row level security';
    execute 'create policy see on project.project for select using (published_at is not null or leader = scope.person() or '
        || office || ')';
    execute 'create policy add on project.project for insert with check (scope.changes() and (leader = scope.person() or '
        || office || '))';
    execute 'create policy change on project.project for update using (scope.changes() and (leader = scope.person() or '
        || office || '))';
    foreach t in array array['object', 'answer', 'step', 'review', 'hit', 'appeal', 'appeal_decision', 'outcome', 'mid_review',
                             'report', 'evaluation'] loop
        execute format('alter table project.%I enable row level security', t);
        execute format('alter table project.%I force row level security', t);
        -- whom it is for and what came of it is published with it; the report, once somebody has looked at it
        execute case
            when t in ('object', 'outcome') then format('create policy see on project.%I for select using (' || seen || ')', t, t)
            when t in ('report', 'evaluation') then
                format('create policy see on project.%I for select using (' || theirs || over || ')', t, t, t)
            else format('create policy see on project.%I for select using (' || theirs || ')', t, t) end;
        -- judging is the office's; an outcome is told by whoever led the activity
        execute format('create policy add on project.%I for insert with check (scope.changes() and '
            || case when t in ('review', 'appeal_decision', 'evaluation') then offices
                    when t = 'outcome' then seen else theirs end || ')', t, t);
    end loop;
    foreach t in array array['hit', 'mid_review', 'report', 'outcome'] loop
        execute format('create policy change on project.%I for update using (scope.changes() and '
            || case when t = 'outcome' then seen when t = 'report' then theirs else offices end || ')', t, t);
    end loop;
    foreach t in array array['object', 'answer'] loop
        execute format('create policy remove on project.%I for delete using (scope.changes() and ' || theirs || ')', t, t);
    end loop;
    foreach t in array array['rule', 'route', 'risk_question', 'choice', 'negative'] loop
        execute format('alter table project.%I enable row level security', t);
        execute format('alter table project.%I force row level security', t);
        execute format('create policy published on project.%I for select using (true)', t);
        execute format('create policy made on project.%I for insert with check (scope.everything() and scope.changes())', t);
    end loop;
    execute 'alter table project.counter enable row level security';
    execute 'alter table project.counter force row level security';
    execute 'create policy see on project.counter for select using (true)';
    execute 'create policy begun on project.counter for insert with check (scope.changes())';
    execute 'create policy counted on project.counter for update using (scope.changes())';
end $$;
