package org.zhiyuan.person;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** What people agreed to, by purpose and version of the text; withdrawn as easily as given. */
@Service
@Transactional
public class Consents {
    private static final int LEDGER_MAX = 500;

    private final ConsentStore store;
    private final PersonStore people;
    private final Opener opener;
    private final Audit audit;
    private final InstantSource clock;

    Consents(ConsentStore store, PersonStore people, Opener opener, Audit audit, InstantSource clock) {
        this.store = store;
        this.people = people;
        this.opener = opener;
        this.audit = audit;
        this.clock = clock;
    }

    /** The texts that count today. */
    @Transactional(readOnly = true)
    public List<ConsentText> current() {
        return store.textsOn(opener.today());
    }

    Map<String, ConsentText> currentByPurpose() {
        return store.textsOn(opener.today()).stream()
                .collect(Collectors.toMap(
                        ConsentText::purpose, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** The text of a purpose that counts today; empty where the city asks no such thing. */
    @Transactional(readOnly = true)
    public Optional<ConsentText> current(String purpose) {
        return Optional.ofNullable(currentByPurpose().get(purpose));
    }

    /** Every text there ever was, so that an old entry can be read as it was agreed to. */
    @Transactional(readOnly = true)
    public List<ConsentText> texts() {
        return store.texts();
    }

    /** Enters that the person, or a guardian, agrees. */
    public void give(Actor actor, PersonId person, Consent.Given given) {
        PersonStore.Row row = row(person);
        Map<String, ConsentText> current = currentByPurpose();
        RegistrationPolicy.textIsTheOneThatCounts(given, current).orRefuse();
        RegistrationPolicy.guardianFor(opener.child(row), given).orRefuse();
        PersonId guardian = given.guardian();
        if (guardian != null) {
            refuseUnlessGuardian(row, guardian);
        }
        ConsentText text = current.get(given.purpose());
        if (text == null) {
            throw new Absent("consent text " + given.purpose());
        }
        add(
                actor,
                row,
                new Consent(given.purpose(), given.version(), true, clock.instant(), given.channel(), guardian));
        audit.record(Deed.of("person.consent_given", Text.of("记下同意：{0}，第 {1} 版", text.title(), text.version()))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .changed(Map.of(), Map.of("consent", text.digest())));
    }

    private void refuseUnlessGuardian(PersonStore.Row child, PersonId guardian) {
        if (child.id().equals(guardian)) {
            throw new Refusal(Text.of("监护人不能是本人"));
        }
        if (!people.find(guardian).map(opener::adult).orElse(false)) {
            throw new Refusal(Text.of("监护人要年满 18 周岁，并且登记了出生日期"), Text.of("请先更正监护人的信息"));
        }
    }

    /** Enters that the person, or a guardian, agrees no longer. */
    public void withdraw(
            Actor actor, PersonId person, String purpose, Consent.Channel channel, @Nullable PersonId guardian) {
        PersonStore.Row row = row(person);
        Consent latest = store.latest(row.id(), purpose)
                .filter(Consent::given)
                .orElseThrow(() -> new Refusal(Text.of("这一项现在没有同意可以撤回")));
        add(actor, row, new Consent(purpose, latest.version(), false, clock.instant(), channel, guardian));
        audit.record(Deed.of("person.consent_withdrawn", Text.of("记下撤回同意：{0}", purpose))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .changed(Map.of("consent", purpose), Map.of()));
    }

    private void add(Actor actor, PersonStore.Row row, Consent consent) {
        store.add(Ids.next(clock), row.id(), consent, actor.account());
    }

    /** Whether the person agrees to a purpose now, in whatever version. */
    @Transactional(readOnly = true)
    public boolean agrees(PersonId person, String purpose) {
        return store.latest(person, purpose).map(Consent::given).orElse(false);
    }

    /** What was agreed to and withdrawn, the latest first. */
    @Transactional(readOnly = true)
    public List<Consent> ledger(PersonId person) {
        return store.ledger(person, LEDGER_MAX);
    }

    /** Where each purpose stands now: its latest entry. */
    @Transactional(readOnly = true)
    public Map<String, Consent> standing(PersonId person) {
        return store.ledger(person, LEDGER_MAX).stream()
                .collect(Collectors.toMap(
                        Consent::purpose, Function.identity(), (latest, older) -> latest, LinkedHashMap::new));
    }

    private PersonStore.Row row(PersonId person) {
        return people.find(person).orElseThrow(() -> new Absent("person"));
    }
}
