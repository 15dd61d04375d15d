package org.zhiyuan.complaint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/** What this room keeps of a person: what he filed. That there was something, and how it was answered, stays. */
@Component
class ComplaintPersonalData implements PersonalData {
    private static final int KEPT_MAX = 1_000;
    private static final String GONE = "（本人已删除）";

    private final ComplaintStore store;
    private final Complaints complaints;
    private final People people;

    ComplaintPersonalData(ComplaintStore store, Complaints complaints, People people) {
        this.store = store;
        this.complaints = complaints;
        this.people = people;
    }

    @Override
    public String key() {
        return "complaint";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        return Map.of(
                "filed",
                store.of(records(person), KEPT_MAX).stream()
                        .map(complaints::course)
                        .map(ComplaintPersonalData::words)
                        .toList());
    }

    private static Map<String, ?> words(Course course) {
        Complaint complaint = course.complaint();
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("number", complaint.number());
        words.put("what", complaint.kind().label().key());
        words.put("about", complaint.subjectLabel());
        words.put("at", complaint.at().toString());
        words.put("words", complaint.words());
        words.put("state", complaint.state().label().key());
        if (course.appeal() != null) {
            words.put("appeal", course.appeal().words());
        }
        words.put(
                "replies",
                course.replies().stream()
                        .map(reply -> Map.of(
                                "at", reply.at().toString(),
                                "by", course.place(reply.site()),
                                "outcome", reply.outcome().label().key(),
                                "reasons", reply.reasons()))
                        .toList());
        return words;
    }

    private List<UUID> records(PersonId person) {
        return people.records(person).stream().map(PersonId::value).toList();
    }

    @Override
    public void erase(PersonId person) {
        complaints.forget(records(person), GONE);
    }
}
