package org.zhiyuan.volunteer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody filled in on the way to registering, so that going back, a dead telephone or another device lose nothing.
 * Sealed under the own key, seen by nobody else, gone after a month or with the last step.
 */
@Service
@Transactional
public class Drafts {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String TABLE = "volunteer.draft";
    private static final String COLUMN = "words";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RuleStore store;
    private final PersonKeys keys;
    private final InstantSource clock;

    Drafts(RuleStore store, PersonKeys keys, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /** The entries by field; empty where nothing was begun. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> of(Actor actor) {
        UUID person = person(actor);
        return store.draft(person)
                .map(words -> read(keys.open(new PersonId(person), TABLE, person, COLUMN, words)))
                .orElse(Map.of());
    }

    private static UUID person(Actor actor) {
        UUID person = actor.person();
        if (person == null) {
            throw new Absent("person of the account");
        }
        return person;
    }

    private static Map<String, List<String>> read(String words) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        JsonNode json = JSON.readTree(words);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            entries.put(
                    field.getKey(),
                    field.getValue().valueStream().map(JsonNode::asString).toList());
        }
        return entries;
    }

    /** Keeps these entries beside those that were there; fields of the same name are replaced. */
    public void keep(Actor actor, Map<String, List<String>> entries) {
        UUID person = person(actor);
        Map<String, List<String>> all = new LinkedHashMap<>(of(actor));
        all.putAll(entries);
        byte[] sealed = keys.seal(new PersonId(person), TABLE, person, COLUMN, JSON.writeValueAsString(all));
        store.draft(person, sealed, clock.instant());
    }

    public void drop(Actor actor) {
        store.forgetDraft(person(actor));
    }

    void forgetOld() {
        store.forgetDraftsBefore(clock.instant().minus(KEPT));
    }
}
