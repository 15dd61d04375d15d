package org.zhiyuan.person;

import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.channel.Recipient;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;

/**
 * The people whom the city knows. Whoever asks gets a masked {@link Person}; a value in plain comes one at a time, for a
 * reason, counted, and the person can read who asked.
 */
@Service
@Transactional
public class People {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;
    private static final String NAME_INDEX = "person.person.name";
    private static final String PHONE_INDEX = "person.person.phone";
    private static final String IDENTITY_INDEX = "person.person.identity_number";
    /** A common name in a city; whoever has more of them asks with a number. */
    private static final int SAME_NAME_MAX = 500;

    private static final int INDEX_BATCH = 500;
    /** One telephone in a family may be everybody's. */
    private static final int SHARING_PHONE_MAX = 20;

    /** Registered or looked up in one statement: a transaction of a fraction of a second. */
    public static final int BATCH_MAX = 1_000;

    private static final int ALIAS_STEPS_MAX = 8;
    private static final int NAMES_MAX = Slice.SIZE_MAX;

    private final PersonStore store;
    private final LookStore looks;
    private final PersonKeys keys;
    private final Opener opener;
    private final Consents consents;
    private final Sites sites;
    private final Audit audit;
    private final PersonSettings settings;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    People(
            PersonStore store,
            LookStore looks,
            PersonKeys keys,
            Opener opener,
            Consents consents,
            Sites sites,
            Audit audit,
            PersonSettings settings,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.looks = looks;
        this.keys = keys;
        this.opener = opener;
        this.consents = consents;
        this.sites = sites;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Registers somebody.
     *
     * @param site the place that answers for the record from now on; a branch center's with its field
     * @param given what the person agrees to, in the versions that were shown
     */
    public PersonId register(
            Actor actor, SiteId site, Particulars particulars, Basis basis, List<Consent.Given> given) {
        RegistrationPolicy.somethingToKnowThePersonBy(particulars).orRefuse();
        RegistrationPolicy.bornAlready(particulars, opener.today()).orRefuse();
        RegistrationPolicy.agreed(basis, given, consents.currentByPurpose()).orRefuse();
        PersonId id = new PersonId(Ids.next(clock));
        PersonKeys.Own own = keys.prepare();
        PersonStore.Values values = seal(own, id, particulars.values(), Map.of(), particulars.phoneOwn());
        String field = field(site);
        if (!store.add(id, site.value(), field, basis, values, clock.instant(), actor.account())) {
            throw alreadyRegistered();
        }
        keys.keep(id, own);
        given.forEach(consent -> consents.give(actor, id, consent));
        audit.record(Deed.of("person.registered", Text.of("登记了一个人"))
                .on("person", id, site.value())
                .inField(field)
                .changed(Map.of(), facts(values)));
        return id;
    }

    /** Somebody among many who are registered at once. */
    public record Entrant(SiteId site, Particulars particulars) {}

    /**
     * Registers many at once, for rolls of former years: each with a key of its own, under the same rules as one alone;
     * all of them or none. Where one is registered already, here or elsewhere, the caller looks again who.
     *
     * @param origin what they come from, for the audit: their caller keeps which of them came from where
     * @return in the order given
     */
    public List<PersonId> registerAll(Actor actor, List<Entrant> entrants, Basis basis, UUID origin) {
        if (entrants.size() > BATCH_MAX) {
            throw new IllegalArgumentException("entrants (" + entrants.size() + ") must be at most " + BATCH_MAX);
        }
        if (entrants.isEmpty()) {
            return List.of();
        }
        RegistrationPolicy.agreed(basis, List.of(), Map.of()).orRefuse();
        LocalDate today = opener.today();
        Map<SiteId, @Nullable String> fields = new HashMap<>();
        sites.getAll(entrants.stream().map(Entrant::site).distinct().toList(), today)
                .forEach(site -> fields.put(site.id(), site.field()));
        Map<PersonId, PersonKeys.Own> owns = new LinkedHashMap<>();
        List<PersonStore.New> people = new ArrayList<>(entrants.size());
        for (Entrant entrant : entrants) {
            Particulars particulars = entrant.particulars();
            RegistrationPolicy.somethingToKnowThePersonBy(particulars).orRefuse();
            RegistrationPolicy.bornAlready(particulars, today).orRefuse();
            PersonId id = new PersonId(Ids.next(clock));
            PersonKeys.Own own = keys.prepare();
            owns.put(id, own);
            people.add(new PersonStore.New(
                    id,
                    entrant.site().value(),
                    fields.get(entrant.site()),
                    seal(own, id, particulars.values(), Map.of(), particulars.phoneOwn())));
        }
        if (store.addAll(people, basis, clock.instant(), actor.account()) < people.size()) {
            throw alreadyRegistered();
        }
        keys.keepAll(owns);
        audit.record(Deed.of("person.registered_many", Text.of("按名册登记了 {0} 个人", people.size()))
                .on("roll", origin, null)
                .changed(Map.of(), Map.of("people", List.copyOf(owns.keySet()).toString())));
        return List.copyOf(owns.keySet());
    }

    /**
     * Who is known already of somebody whom a roll names.
     *
     * @param numbered who has the identity number, under whatever record
     * @param named whether that person bears the same name
     * @param differs what that person's record says otherwise
     * @param alike others of the same name and telephone, whom neither number nor birth date tells apart
     * @param phoneKnown whether anybody has this telephone
     */
    public record Likeness(
            @Nullable PersonId numbered, boolean named, Set<Column> differs, List<PersonId> alike, boolean phoneKnown) {
        public Likeness {
            differs = Set.copyOf(differs);
            alike = List.copyOf(alike);
        }
    }

    /** Lays many beside whom the city knows, as the system; in the order given. Not a page's: it tells who is known. */
    @Transactional(readOnly = true)
    public List<Likeness> alike(List<Particulars> asked) {
        if (asked.size() > BATCH_MAX) {
            throw new IllegalArgumentException("asked (" + asked.size() + ") must be at most " + BATCH_MAX);
        }
        List<byte[]> numbers = new ArrayList<>();
        List<byte[]> phones = new ArrayList<>();
        for (Particulars one : asked) {
            if (one.identityNumber() != null) {
                numbers.add(keys.blind(IDENTITY_INDEX, one.identityNumber().value()));
            }
            if (one.phone() != null) {
                phones.add(keys.blind(PHONE_INDEX, one.phone().value()));
            }
        }
        Map<String, PersonStore.Indexed> byNumber = new HashMap<>();
        Map<String, List<PersonStore.Indexed>> byPhone = new HashMap<>();
        for (PersonStore.Indexed found : store.withAny(numbers, phones, BATCH_MAX * SHARING_PHONE_MAX)) {
            if (found.identityBlind() != null) {
                byNumber.put(hex(found.identityBlind()), found);
            }
            if (found.phoneBlind() != null) {
                byPhone.computeIfAbsent(hex(found.phoneBlind()), phone -> new ArrayList<>())
                        .add(found);
            }
        }
        return asked.stream().map(one -> likeness(one, byNumber, byPhone)).toList();
    }

    private static String hex(byte[] blind) {
        return HexFormat.of().formatHex(blind);
    }

    private Likeness likeness(
            Particulars one,
            Map<String, PersonStore.Indexed> byNumber,
            Map<String, List<PersonStore.Indexed>> byPhone) {
        IdentityNumber number = one.identityNumber();
        PersonStore.Indexed numbered =
                number == null ? null : byNumber.get(hex(keys.blind(IDENTITY_INDEX, number.value())));
        MobileNumber phone = one.phone();
        List<PersonStore.Indexed> sharing = phone == null
                ? List.of()
                : byPhone.getOrDefault(hex(keys.blind(PHONE_INDEX, phone.value())), List.of());
        byte[] name = nameBlind(one.name());
        if (numbered != null) {
            Map<Column, String> before = opener.plain(numbered.row());
            Map<Column, String> said = one.values();
            Set<Column> differs = said.entrySet().stream()
                    .filter(entry ->
                            entry.getKey() != Column.NAME && !entry.getValue().equals(before.get(entry.getKey())))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            return new Likeness(
                    resolve(numbered.row().id()),
                    MessageDigest.isEqual(name, numbered.nameBlind()),
                    differs,
                    List.of(),
                    !sharing.isEmpty());
        }
        List<PersonId> alike = sharing.stream()
                .filter(other -> MessageDigest.isEqual(name, other.nameBlind()))
                .filter(other -> number == null || other.identityBlind() == null)
                .filter(other -> sameBirth(one.birthDate(), other.row()))
                .map(other -> other.row().id())
                .toList();
        return new Likeness(null, false, Set.of(), alike, !sharing.isEmpty());
    }

    private boolean sameBirth(@Nullable LocalDate birthDate, PersonStore.Row row) {
        String known = birthDate == null ? null : opener.plain(row, Column.BIRTH_DATE);
        return birthDate == null || known == null || known.equals(birthDate.toString());
    }

    /** Which of them lie within the actor's rights. */
    @Transactional(readOnly = true)
    public Set<PersonId> inSight(Collection<PersonId> people) {
        return people.isEmpty() ? Set.of() : store.inSight(people);
    }

    /**
     * Which columns that two people both have say the same: for somebody who decides whether they are one, and sees no
     * value by it. Empty where one of them is out of sight.
     */
    @Transactional(readOnly = true)
    public Map<Column, Boolean> same(PersonId one, PersonId other) {
        Optional<Map<Column, String>> first = store.find(resolve(one)).map(opener::plain);
        Optional<Map<Column, String>> second = store.find(resolve(other)).map(opener::plain);
        Map<Column, Boolean> same = new EnumMap<>(Column.class);
        if (first.isPresent() && second.isPresent()) {
            first.get().forEach((column, value) -> {
                String beside = second.get().get(column);
                if (beside != null) {
                    same.put(
                            column,
                            column == Column.NAME
                                    ? normalName(value).equals(normalName(beside))
                                    : value.equals(beside));
                }
            });
        }
        return same;
    }

    private @Nullable String field(SiteId site) {
        return sites.find(site, opener.today()).map(Site::field).orElse(null);
    }

    private static Refusal alreadyRegistered() {
        return new Refusal(Text.of("这个证件号码或本人手机号已经登记过，不能再登记一次"), Text.of("请先按号码查找；查不到的，是登记在别的地方，请与上一级联系"));
    }

    /**
     * Corrects what is wrong. What was checked against a document is not checked any more once name or number change.
     *
     * @param version the version that was on the page
     */
    public void correct(PersonId person, int version, Correction correction, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        PersonStore.Row row = row(person);
        Map<Column, String> before = opener.plain(row);
        Particulars after = corrected(before, row.phoneOwn(), correction);
        RegistrationPolicy.somethingToKnowThePersonBy(after).orRefuse();
        RegistrationPolicy.bornAlready(after, opener.today()).orRefuse();
        Map<Column, byte[]> kept = new EnumMap<>(row.sealed());
        kept.keySet()
                .removeIf(column ->
                        !Objects.equals(before.get(column), after.values().get(column)));
        PersonStore.Values values = seal(keys.own(row.id()), row.id(), after.values(), kept, after.phoneOwn());
        boolean identityChanged = !Objects.equals(
                        before.get(Column.NAME), after.values().get(Column.NAME))
                || !Objects.equals(
                        before.get(Column.IDENTITY_NUMBER), after.values().get(Column.IDENTITY_NUMBER));
        try {
            int identityVersion = row.identityVersion() + (identityChanged ? 1 : 0);
            if (!store.correct(row.id(), version, values, identityVersion)) {
                throw new Refusal(Text.of("这个人的信息刚被别人改过，您的改动没有保存"), Text.of("请看过新的内容再改"));
            }
        } catch (DuplicateKeyException e) {
            throw alreadyRegistered();
        }
        audit.record(Deed.of("person.corrected", Text.of("更正了人员信息"))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .changed(facts(row.sealed(), row.phoneOwn()), facts(values))
                .because(reason.strip()));
    }

    private static Particulars corrected(Map<Column, String> before, boolean phoneOwn, Correction correction) {
        Map<Column, String> kept = new EnumMap<>(Column.class);
        kept.putAll(before);
        kept.keySet().removeAll(correction.cleared());
        String name = correction.name() == null ? kept.getOrDefault(Column.NAME, "") : correction.name();
        String address = correction.address() == null ? kept.getOrDefault(Column.ADDRESS, "") : correction.address();
        MobileNumber phone = correction.phone();
        if (phone == null && kept.containsKey(Column.PHONE)) {
            phone = MobileNumber.of(kept.get(Column.PHONE));
        }
        IdentityNumber number = correction.identityNumber();
        if (number == null && kept.containsKey(Column.IDENTITY_NUMBER)) {
            number = IdentityNumber.stored(kept.get(Column.IDENTITY_NUMBER));
        }
        LocalDate birthDate = correction.birthDate();
        if (birthDate != null && number != null && !birthDate.equals(number.birthDate())) {
            throw new Refusal(Text.of("出生日期与证件号码不一致，请再看一遍"));
        }
        if (birthDate == null && number == null && kept.containsKey(Column.BIRTH_DATE)) {
            birthDate = LocalDate.parse(kept.get(Column.BIRTH_DATE));
        }
        boolean own = phone != null && (correction.phoneOwn() == null ? phoneOwn : correction.phoneOwn());
        return new Particulars(name, phone, own, number, birthDate, address);
    }

    private PersonStore.Values seal(
            PersonKeys.Own own, PersonId id, Map<Column, String> plain, Map<Column, byte[]> kept, boolean phoneOwn) {
        Map<Column, byte[]> sealed = new EnumMap<>(Column.class);
        plain.forEach((column, value) -> sealed.put(
                column,
                kept.containsKey(column)
                        ? kept.get(column)
                        : own.seal(PersonStore.TABLE, id.value(), column.column(), value)));
        String name = plain.get(Column.NAME);
        String phone = plain.get(Column.PHONE);
        String number = plain.get(Column.IDENTITY_NUMBER);
        return new PersonStore.Values(
                sealed,
                name == null ? null : nameBlind(name),
                phone == null ? null : keys.blind(PHONE_INDEX, phone),
                phoneOwn,
                number == null ? null : keys.blind(IDENTITY_INDEX, number));
    }

    private byte[] nameBlind(String name) {
        return keys.blind(NAME_INDEX, normalName(name));
    }

    /** One person's name however it was typed: without blanks, full-width signs made plain, one kind of dot. */
    private static String normalName(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .replaceAll("[•‧∙⋅・.]", "·")
                .toUpperCase(Locale.ROOT);
    }

    /** For the audit: the sealed values, from which nothing can be guessed. */
    private static Map<String, Object> facts(PersonStore.Values values) {
        return facts(values.sealed(), values.phoneOwn());
    }

    private static Map<String, Object> facts(Map<Column, byte[]> sealed, boolean phoneOwn) {
        Map<String, Object> facts = new TreeMap<>();
        sealed.forEach(
                (column, value) -> facts.put(column.column(), HexFormat.of().formatHex(value)));
        facts.put("phone_own", phoneOwn);
        return facts;
    }

    /** Puts the record under another place; both must lie within the actor's rights. */
    public void move(PersonId person, SiteId site, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        PersonStore.Row row = row(person);
        store.move(row.id(), site.value(), field(site));
        audit.record(Deed.of("person.moved", Text.of("把人员转到另一个地方"))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .changed(Map.of("site", row.site()), Map.of("site", site))
                .because(reason.strip()));
    }

    /** Who has this telephone, masked, within the actor's rights; each hit is a look. */
    public List<Person> findByPhone(Actor actor, MobileNumber phone) {
        List<PersonStore.Row> rows = store.withPhone(keys.blind(PHONE_INDEX, phone.value()), SHARING_PHONE_MAX);
        rows.forEach(row -> look(actor, row, Look.Kind.FOUND, "person.found", Text.of("按手机号查到一个人")));
        return opener.masked(rows);
    }

    /** Who has this identity number, masked, within the actor's rights; a hit is a look. */
    public Optional<Person> findByIdentityNumber(Actor actor, IdentityNumber number) {
        Optional<PersonStore.Row> row = store.withIdentityNumber(keys.blind(IDENTITY_INDEX, number.value()));
        row.ifPresent(found -> look(actor, found, Look.Kind.FOUND, "person.found", Text.of("按证件号码查到一个人")));
        return row.map(opener::masked);
    }

    /** Whose own telephone it is: for signing in, as the system. */
    @Transactional(readOnly = true)
    public Optional<PersonId> ownerOf(MobileNumber phone) {
        return store.owningPhone(keys.blind(PHONE_INDEX, phone.value()));
    }

    /** Whose identity number it is: for telling one person from another, as the system. */
    @Transactional(readOnly = true)
    public Optional<PersonId> ownerOf(IdentityNumber number) {
        return store.withIdentityNumber(keys.blind(IDENTITY_INDEX, number.value()))
                .map(PersonStore.Row::id);
    }

    /** Who has this telephone, the own or another's: for telling one person from another, as the system. */
    @Transactional(readOnly = true)
    public List<PersonId> reachedBy(MobileNumber phone) {
        return store.withPhone(keys.blind(PHONE_INDEX, phone.value()), SHARING_PHONE_MAX).stream()
                .map(PersonStore.Row::id)
                .toList();
    }

    /** Whether two people are reached by one telephone: for rules that ask for it and never for a page, as the system. */
    @Transactional(readOnly = true)
    public boolean sharePhone(PersonId one, PersonId other) {
        return !one.equals(other) && store.sharePhone(one, other);
    }

    /** Who bears exactly this name, of those within the actor's rights. */
    @Transactional(readOnly = true)
    public List<PersonId> called(String name) {
        return normalName(name).isEmpty() ? List.of() : store.called(nameBlind(name), SAME_NAME_MAX);
    }

    /** Whole years of age today, for rules that ask for it and never for a page; empty where no birth date is known. */
    @Transactional(readOnly = true)
    public OptionalInt years(PersonId person) {
        String birthDate = opener.plain(row(person), Column.BIRTH_DATE);
        return birthDate == null
                ? OptionalInt.empty()
                : OptionalInt.of(Particulars.years(LocalDate.parse(birthDate), opener.today(), 0));
    }

    /** Gives names that were kept before there was an index of names theirs. Some at a time; answers how many. */
    int indexNames() {
        List<PersonStore.Row> bare = store.withoutNameIndex(INDEX_BATCH);
        for (PersonStore.Row row : bare) {
            String name = opener.plain(row, Column.NAME);
            if (name != null) {
                store.indexName(row.id(), nameBlind(name));
            }
        }
        return bare.size();
    }

    /** The masked page of a person, which is a look. */
    public Person open(Actor actor, PersonId person) {
        PersonStore.Row row = row(person);
        look(actor, row, Look.Kind.OPENED, "person.opened", Text.of("打开了人员页面（隐去号码）"));
        return opener.masked(row);
    }

    private void look(Actor actor, PersonStore.Row row, Look.Kind kind, String what, Text label) {
        looks.add(
                Ids.next(clock),
                row.id(),
                new Look(clock.instant(), kind, null, "", looker(actor), actor.role()),
                actor.account());
        audit.record(Deed.of(what, label).on("person", row.id(), row.site()).inField(row.field()));
    }

    private static String looker(Actor actor) {
        return actor.name().isEmpty() ? actor.kind().name() : actor.name();
    }

    /** The masked person, for rooms that show one within something of their own, and for the person's own pages. */
    @Transactional(readOnly = true)
    public Optional<Person> find(PersonId person) {
        return store.find(resolve(person)).map(opener::masked);
    }

    /** As {@link #find}; absent where there is none in sight. */
    @Transactional(readOnly = true)
    public Person get(PersonId person) {
        return find(person).orElseThrow(() -> new Absent("person"));
    }

    /** Masked names for a list; who is not in sight is not in the answer. */
    @Transactional(readOnly = true)
    public Map<PersonId, String> names(Collection<PersonId> people) {
        if (people.size() > NAMES_MAX) {
            throw new IllegalArgumentException("people (" + people.size() + ") must be at most " + NAMES_MAX);
        }
        return store.find(people).stream()
                .collect(Collectors.toMap(
                        PersonStore.Row::id, row -> opener.masked(row).name()));
    }

    /**
     * The whole name, for a document that the person asked for: whoever draws it writes the event. Empty where none is on
     * record or in sight.
     */
    @Transactional(readOnly = true)
    public Optional<String> fullName(PersonId person) {
        return store.find(resolve(person)).map(row -> opener.plain(row, Column.NAME));
    }

    /**
     * Shows one value in plain, to this account, for a few minutes. Takes one of the day's budget; the person can read
     * who looked, and why.
     */
    public RevealId reveal(Actor actor, PersonId person, Column column, String reason) {
        return reveal(actor, row(person), column, reason, false);
    }

    /** The same for what is sensitive: a right of its own. */
    public RevealId revealSensitive(Actor actor, PersonId person, Column column, String reason) {
        return reveal(actor, row(person), column, reason, true);
    }

    private RevealId reveal(Actor actor, PersonStore.Row row, Column column, String reason, boolean sensitive) {
        UUID account = account(actor);
        if ((column.sensitive() || opener.minor(row)) && !sensitive) {
            throw new Absent("column " + column);
        }
        if (!row.sealed().containsKey(column)) {
            throw new Absent("column " + column);
        }
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        if (!looks.spend(account, opener.today(), settings.revealsPerDay())) {
            throw new Refusal(
                    Text.of("您今天查看完整信息的 {0} 次已经用完", settings.revealsPerDay()), Text.of("急用请找另一位有权限的同事，或明天再看"));
        }
        RevealId id = new RevealId(Ids.next(clock));
        looks.add(
                id.value(),
                row.id(),
                new Look(clock.instant(), Look.Kind.REVEALED, column, reason.strip(), looker(actor), actor.role()),
                account);
        audit.record(Deed.of("person.revealed", Text.of("查看了{0}的完整内容", column.label()))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .because(reason.strip()));
        return id;
    }

    /**
     * Full names for a list that is printed: each is a look that the person can read, the whole list takes one of the
     * day's budget. Names of minors stay masked (R47). The caller opens the rows, and the own account for the budget.
     */
    public Map<PersonId, String> fullNames(Actor actor, Collection<PersonId> people, String reason) {
        if (people.size() > NAMES_MAX) {
            throw new IllegalArgumentException("people (" + people.size() + ") must be at most " + NAMES_MAX);
        }
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        UUID account = account(actor);
        if (!looks.spend(account, opener.today(), settings.revealsPerDay())) {
            throw new Refusal(
                    Text.of("您今天查看完整信息的 {0} 次已经用完", settings.revealsPerDay()), Text.of("急用请找另一位有权限的同事，或明天再看"));
        }
        Map<PersonId, String> names = new HashMap<>();
        for (PersonStore.Row row : store.find(people)) {
            String name = opener.plain(row, Column.NAME);
            if (name == null || opener.minor(row)) {
                names.put(row.id(), opener.masked(row).name());
                continue;
            }
            names.put(row.id(), name);
            looks.add(
                    Ids.next(clock),
                    row.id(),
                    new Look(
                            clock.instant(),
                            Look.Kind.REVEALED,
                            Column.NAME,
                            reason.strip(),
                            looker(actor),
                            actor.role()),
                    account);
            audit.record(Deed.of("person.revealed", Text.of("查看了{0}的完整内容", Column.NAME.label()))
                    .on("person", row.id(), row.site())
                    .inField(row.field())
                    .because(reason.strip()));
        }
        return names;
    }

    private static UUID account(Actor actor) {
        return Optional.ofNullable(actor.account()).orElseThrow(() -> new Absent("account"));
    }

    /** The value of a reveal, while it can be looked at: for the same account alone. Empty once its time is over. */
    public Optional<Revealed> revealed(Actor actor, PersonId person, RevealId id) {
        LookStore.Reveal reveal = looks.reveal(id, account(actor))
                .filter(found -> found.person().equals(person))
                .orElseThrow(() -> new Absent("reveal"));
        Instant until = reveal.at().plus(Duration.ofMinutes(settings.revealMinutes()));
        if (!clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        String value = opener.plain(row(person), reveal.column());
        return Optional.ofNullable(value).map(plain -> new Revealed(reveal.column(), plain, reveal.reason(), until));
    }

    /** How many values the account may still see unmasked today. */
    @Transactional(readOnly = true)
    public int revealsLeft(Actor actor) {
        UUID account = account(actor);
        return Math.max(0, settings.revealsPerDay() - looks.spent(account, opener.today()));
    }

    /** Notes that the actor looked at the document itself. Nobody checks his own. */
    public void verify(Actor actor, PersonId person, Verification.Document document, LocalDate day) {
        PersonStore.Row row = row(person);
        if (actor.kind() != Actor.Kind.STAFF || row.id().value().equals(actor.person())) {
            throw new Refusal(Text.of("证件要由另一位工作人员核对"));
        }
        if (!row.sealed().containsKey(Column.IDENTITY_NUMBER) || !row.sealed().containsKey(Column.NAME)) {
            throw new Refusal(Text.of("还没有登记姓名和证件号码，没有可核对的"), Text.of("请先更正信息，填上姓名和证件号码"));
        }
        if (day.isAfter(opener.today())) {
            throw new Refusal(Text.of("核对的日期还没有到"));
        }
        Verification verification = new Verification(document, day, actor.name());
        looks.addVerification(
                Ids.next(clock), row.id(), row.identityVersion(), verification, clock.instant(), account(actor));
        audit.record(Deed.of("person.verified", Text.of("核对了证件（人工）：{0}", document.label()))
                .on("person", row.id(), row.site())
                .inField(row.field()));
    }

    /** Who looked at the person, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Look> looks(PersonId person, int page) {
        long offset = (page - 1L) * Slice.SIZE_DEFAULT;
        return new Slice<>(
                looks.at(person, Slice.SIZE_DEFAULT, offset), page, Slice.SIZE_DEFAULT, looks.countAt(person));
    }

    /** Whom to send a message to. */
    @Transactional(readOnly = true)
    public Recipient recipient(PersonId person) {
        PersonStore.Row row = row(person);
        MobileNumber phone = phone(row);
        return new KnownRecipient(row.id(), reference(phone), phone.masked());
    }

    /** Whom to send a message to, where only the number is known: somebody who wants to sign in. */
    public Recipient recipient(MobileNumber phone) {
        return new NumberRecipient(phone, reference(phone));
    }

    private byte[] reference(MobileNumber phone) {
        return keys.blind("channel.sent.reference", phone.value());
    }

    private MobileNumber phone(PersonStore.Row row) {
        String phone = opener.plain(row, Column.PHONE);
        if (phone == null) {
            throw new Refusal(Text.of("没有登记手机号，发不了短信"));
        }
        return MobileNumber.of(phone);
    }

    /** Asks for the number only when it is sent to. */
    private final class KnownRecipient implements Recipient {
        private final PersonId id;
        private final byte[] reference;
        private final String masked;

        KnownRecipient(PersonId id, byte[] reference, String masked) {
            this.id = id;
            this.reference = reference;
            this.masked = masked;
        }

        @Override
        public UUID person() {
            return id.value();
        }

        @Override
        public byte[] reference() {
            return reference.clone();
        }

        @Override
        public String masked() {
            return masked;
        }

        /** Called long after the transaction that asked for the message: in one of its own. */
        @Override
        public MobileNumber number() {
            return Objects.requireNonNull(transactions.execute(status -> phone(row(id))));
        }
    }

    private record NumberRecipient(MobileNumber number, byte[] reference) implements Recipient {
        @Override
        public @Nullable UUID person() {
            return null;
        }

        @Override
        public String masked() {
            return number.masked();
        }
    }

    /**
     * Two records turn out to be one person: from now on the one is read as the other. No row above is rewritten.
     *
     * @param alias the record that is read as the other from now on
     */
    public void merge(Actor actor, PersonId alias, PersonId person, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        PersonStore.Row from = row(alias);
        PersonStore.Row into = row(person);
        if (from.id().equals(into.id())) {
            throw new Refusal(Text.of("这两条记录已经是同一个人"));
        }
        store.addAlias(Ids.next(clock), from.id(), into.id(), reason.strip(), clock.instant(), actor.account());
        audit.record(Deed.of("person.merged", Text.of("把两条记录合并为一个人"))
                .on("person", from.id(), from.site())
                .changed(Map.of(), Map.of("alias_of", into.id()))
                .because(reason.strip()));
    }

    /** Ends an alias: it was not one person after all. */
    public void split(PersonId alias, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        PersonId person = store.aliasOf(alias).orElseThrow(() -> new Absent("alias"));
        PersonStore.Row from = store.find(alias).orElseThrow(() -> new Absent("person"));
        if (!store.endAlias(alias, clock.instant())) {
            throw new Absent("alias");
        }
        audit.record(Deed.of("person.split", Text.of("把合并的记录重新分开"))
                .on("person", alias, from.site())
                .changed(Map.of("alias_of", person), Map.of())
                .because(reason.strip()));
    }

    /** The person that an id stands for: itself, or the one it was merged into. */
    @Transactional(readOnly = true)
    public PersonId resolve(PersonId id) {
        PersonId person = id;
        for (int step = 0; step < ALIAS_STEPS_MAX; step++) {
            Optional<PersonId> next = store.aliasOf(person);
            if (next.isEmpty()) {
                return person;
            }
            person = next.get();
        }
        throw new IllegalStateException("more than " + ALIAS_STEPS_MAX + " aliases from " + id);
    }

    /**
     * The person that an id stands for, and after it all ids that are read as that person: rooms above look for their rows
     * under all of them.
     */
    @Transactional(readOnly = true)
    public List<PersonId> records(PersonId any) {
        List<PersonStore.Together> together = store.together(any, ALIAS_STEPS_MAX);
        if (together.getFirst().steps() == ALIAS_STEPS_MAX) {
            throw new IllegalStateException("more than " + ALIAS_STEPS_MAX + " aliases from " + any);
        }
        return together.stream().map(PersonStore.Together::record).toList();
    }

    private PersonStore.Row row(PersonId person) {
        return store.find(resolve(person)).orElseThrow(() -> new Absent("person"));
    }
}
