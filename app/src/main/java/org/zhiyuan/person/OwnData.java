package org.zhiyuan.person;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Text;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A person's rights over the own data: see everything, take a copy, have it erased. */
@Service
@Transactional
public class OwnData {
    private static final int LOOKS_IN_COPY_MAX = 10_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PersonStore store;
    private final LookStore looks;
    private final ConsentStore consents;
    private final PersonKeys keys;
    private final Opener opener;
    private final List<PersonalData> parts;
    private final Audit audit;
    private final InstantSource clock;

    OwnData(
            PersonStore store,
            LookStore looks,
            ConsentStore consents,
            PersonKeys keys,
            Opener opener,
            List<PersonalData> parts,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.looks = looks;
        this.consents = consents;
        this.keys = keys;
        this.opener = opener;
        this.parts =
                parts.stream().sorted(Comparator.comparing(PersonalData::key)).toList();
        this.audit = audit;
        this.clock = clock;
    }

    /** Everything in plain, for the person's own eyes alone. */
    @Transactional(readOnly = true)
    public Map<Column, String> plain(Actor actor) {
        return opener.plain(row(own(actor)));
    }

    private static PersonId own(Actor actor) {
        if (actor.person() == null) {
            throw new Absent("person of the account");
        }
        return new PersonId(actor.person());
    }

    /** A copy of everything that any room keeps of the actor, as JSON in UTF-8. */
    public byte[] copy(Actor actor) {
        PersonStore.Row row = row(own(actor));
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put("made_at", clock.instant().toString());
        copy.put("person", person(row));
        copy.put(
                "consents",
                consents.ledger(row.id(), LOOKS_IN_COPY_MAX).stream()
                        .map(OwnData::words)
                        .toList());
        copy.put(
                "looks",
                looks.at(row.id(), LOOKS_IN_COPY_MAX, 0).stream()
                        .map(OwnData::words)
                        .toList());
        parts.forEach(part -> copy.put(part.key(), part.copy(row.id())));
        Look look = new Look(clock.instant(), Look.Kind.COPIED, null, "", actor.name(), actor.role());
        looks.add(Ids.next(clock), row.id(), look, actor.account());
        audit.record(Deed.of("person.copied", Text.of("本人复制了自己的全部信息"))
                .on("person", row.id(), row.site())
                .inField(row.field()));
        return JSON.writeValueAsBytes(copy);
    }

    private Map<String, Object> person(PersonStore.Row row) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", row.id().toString());
        opener.plain(row).forEach((column, value) -> person.put(column.column(), value));
        person.put("phone_is_own", row.phoneOwn());
        person.put("kept_because_of", row.basis().name().toLowerCase(Locale.ROOT));
        person.put("registered_at", row.registeredAt().toString());
        looks.verification(row.id(), row.identityVersion())
                .ifPresent(check -> person.put(
                        "document_checked_by_hand",
                        Map.of(
                                "document", check.document().label().key(),
                                "day", check.day().toString(),
                                "by", check.verifier())));
        return person;
    }

    private static Map<String, Object> words(Consent consent) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("purpose", consent.purpose());
        words.put("version", consent.version());
        words.put("given", consent.given());
        words.put("at", consent.at().toString());
        words.put("how", consent.channel().label().key());
        words.put("by_guardian", consent.guardian() != null);
        return words;
    }

    private static Map<String, Object> words(Look look) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("at", look.at().toString());
        words.put("what", look.kind().label().key());
        Column column = look.column();
        if (column != null) {
            words.put("of", column.label().key());
        }
        words.put("why", look.reason());
        words.put("who", look.looker());
        words.put("as", look.role());
        return words;
    }

    /** Whether the person can leave now; refused with everything that must be finished first. */
    @Transactional(readOnly = true)
    public Decision mayErase(PersonId person) {
        List<String> reasons = new ArrayList<>();
        List<Decision> answers =
                parts.stream().map(part -> part.mayErase(person)).toList();
        for (Decision answer : answers) {
            if (answer instanceof Decision.Refused refused) {
                reasons.add(refused.reason().toString());
            }
        }
        return answers.stream()
                .filter(Decision.Refused.class::isInstance)
                .findFirst()
                .map(first -> reasons.size() == 1
                        ? first
                        : Decision.refused(Text.of("还不能删除：{0}", reasons.stream().collect(Collectors.joining("；")))))
                .orElse(Decision.allowed());
    }

    /** Erases the actor's own data. */
    public void eraseOwn(Actor actor) {
        erase(row(own(actor)), "");
    }

    /** Erases somebody's data at the counter, for one who has no telephone to do it with. */
    public void erase(PersonId person, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        erase(row(person), reason.strip());
    }

    private void erase(PersonStore.Row row, String reason) {
        mayErase(row.id()).orRefuse();
        parts.forEach(part -> part.erase(row.id()));
        store.erase(row.id(), clock.instant());
        keys.destroy(row.id());
        audit.record(Deed.of("person.erased", Text.of("删除了一个人的信息，毁掉了密钥"))
                .on("person", row.id(), row.site())
                .inField(row.field())
                .because(reason));
    }

    private PersonStore.Row row(PersonId person) {
        return store.find(person).orElseThrow(() -> new Absent("person"));
    }
}
