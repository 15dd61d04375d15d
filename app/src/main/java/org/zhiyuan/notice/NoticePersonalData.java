package org.zhiyuan.notice;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/** What this room keeps of a person: what he was told, and what he wants sent. All of it goes with him. */
@Component
class NoticePersonalData implements PersonalData {
    private static final int KEPT_MAX = 5_000;

    private final NoticeStore store;
    private final People people;

    NoticePersonalData(NoticeStore store, People people) {
        this.store = store;
        this.people = people;
    }

    @Override
    public String key() {
        return "notice";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        return Map.of(
                "told",
                records(person).stream()
                        .flatMap(one -> store.of(one, KEPT_MAX, 0).stream())
                        .map(notice -> Map.of(
                                "at", notice.at().toString(),
                                "kind", notice.kind().label().key(),
                                "words", notice.words().toString(),
                                "read", !notice.unread()))
                        .toList(),
                "by_message_too",
                records(person).stream()
                        .flatMap(one -> store.preferences(one).entrySet().stream())
                        .map(said -> Map.of("kind", said.getKey().label().key(), "wanted", said.getValue()))
                        .toList());
    }

    private List<UUID> records(PersonId person) {
        return people.records(person).stream().map(PersonId::value).toList();
    }

    @Override
    public void erase(PersonId person) {
        records(person).forEach(store::forget);
    }
}
