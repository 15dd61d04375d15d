package org.zhiyuan.complaint;

import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Whoever answers has every one that he may answer; whoever only reads, a leader, has those whose time is over. */
@Component
class ComplaintWaiting implements Waiting {
    static final String KEY = "complaint.waiting";

    private final Complaints complaints;
    private final Rights rights;

    ComplaintWaiting(Complaints complaints, Rights rights) {
        this.complaints = complaints;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Item> items(Actor actor) {
        boolean answers = rights.mayAnywhere(actor, Action.COMPLAINT_ANSWER);
        List<Complaint> waiting = answers
                ? rights.within(actor, Action.COMPLAINT_ANSWER, () -> complaints.waiting(actor, ITEMS_MAX))
                : rights.mayAnywhere(actor, Action.COMPLAINT_READ)
                        ? rights.within(actor, Action.COMPLAINT_READ, () -> complaints.overdue(actor, ITEMS_MAX))
                        : List.of();
        return waiting.stream()
                .map(one -> new Item(
                        answers
                                ? Text.of("答复{0} {1}", what(one), one.number())
                                : Text.of("过问逾期的{0} {1}", what(one), one.number()),
                        one.subjectLabel(),
                        one.href(),
                        one.due()))
                .toList();
    }

    private static Text what(Complaint complaint) {
        return complaint.state() == ComplaintState.APPEALED
                ? Text.of("申诉")
                : complaint.kind().label();
    }
}
