package org.zhiyuan.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.EntryId;
import org.zhiyuan.ledger.Offer;
import org.zhiyuan.ledger.Seals;

/** Reads audit events, the newest first, within the reader's rows. */
@Service
@Transactional(readOnly = true)
public class Events {
    /** A year of a small county fits; more is asked for in parts, so that one export cannot hold up the house. */
    static final int EXPORT_ROWS_MAX = 20_000;

    /** The word for events in the sealed log, as the trigger that offers them says it. */
    private static final String SOURCE = "audit";

    static final int PAGE_SIZE = 50;
    /** Whoever turns so many pages is better served by a filter, and the database by an answer it need not sort. */
    static final int PAGE_MAX = 200;
    /** So many of the newest can be reached by turning pages. */
    public static final int REACHED_MAX = PAGE_SIZE * PAGE_MAX;

    private final EventStore store;
    private final Audit audit;
    private final Seals seals;

    Events(EventStore store, Audit audit, Seals seals) {
        this.store = store;
        this.audit = audit;
        this.seals = seals;
    }

    /**
     * One page of what the filter finds.
     *
     * @param shown the page, of the newest {@link #REACHED_MAX} at most; the last one where a later one is asked for
     * @param total all that is found
     */
    public record Found(Slice<Event> shown, long total) {
        /** Whether older ones are found that no page shows. */
        public boolean beyond() {
            return total > REACHED_MAX;
        }
    }

    public Found search(EventFilter filter, int page) {
        long total = store.count(filter);
        long reached = Math.min(total, REACHED_MAX);
        int last = (int) Math.max(1, (reached + PAGE_SIZE - 1) / PAGE_SIZE);
        int number = Math.max(1, Math.min(page, last));
        return new Found(
                new Slice<>(store.search(filter, PAGE_SIZE, (number - 1L) * PAGE_SIZE), number, PAGE_SIZE, reached),
                total);
    }

    /** What was last done to an object of these deeds, and by whom; within the reader's rows, as everything here. */
    public Optional<Event> latest(String kind, String objectId, Collection<String> whats) {
        return store.latest(kind, objectId, whats);
    }

    public Event get(UUID id) {
        return store.find(id).orElseThrow(() -> new Absent("event " + id));
    }

    /** The event's number in the sealed log; empty while it is not sealed. */
    public Optional<Long> sealed(UUID id) {
        return seals.sealed(new EntryId(SOURCE, id.toString()));
    }

    /**
     * That the event stands in the sealed log as it stands here, as a file for {@code verify}. A Refusal while it is not
     * sealed yet; throws where the event is not what was sealed.
     */
    public String proof(UUID id) {
        return seals.proof(offer(id, store.digest(id).orElseThrow(() -> new Absent("event " + id))));
    }

    private static Offer offer(UUID id, String digest) {
        return new Offer(
                SOURCE,
                id.toString(),
                null,
                Map.of("digest", digest, "event", id.toString(), "type", "zhiyuan-audit-v1"));
    }

    /** The kinds of deeds there are, by name, each with the wording of its latest event. */
    public List<DeedKind> kinds() {
        return store.kinds();
    }

    /** All that the filter finds, as a sheet; that somebody took it is an event itself. */
    @Transactional
    public byte[] export(EventFilter filter) {
        long rows = store.count(filter);
        if (rows > EXPORT_ROWS_MAX) {
            throw new Refusal(Text.of("一次最多导出 {0} 条，现在有 {1} 条", EXPORT_ROWS_MAX, rows), Text.of("请缩小日期范围或加上别的条件再导出"));
        }
        byte[] sheet = EventSheet.of(store.search(filter, EXPORT_ROWS_MAX, 0));
        audit.record(Deed.of("audit.exported", Text.of("导出审计记录 {0} 条，{1} 至 {2}", rows, filter.from(), filter.to()))
                .on("event", "", filter.site()));
        return sheet;
    }

    /**
     * @param what name of the deed
     * @param label wording, with its places for values
     */
    public record DeedKind(String what, String label) {
        /** The wording with an ellipsis at each place. */
        public String shown(java.util.function.UnaryOperator<String> translated) {
            return translated
                    .apply(label)
                    .replaceAll("\\{[0-9]+\\|[^|}]*\\|([^|}]*)}", "$1")
                    .replaceAll("\\{[0-9]+}", "…");
        }
    }
}
