package org.zhiyuan.audit;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;

/** Reads audit events, the newest first, within the reader's rows. */
@Service
@Transactional(readOnly = true)
public class Events {
    /** A year of a small county fits; more is asked for in parts, so that one export cannot hold up the house. */
    static final int EXPORT_ROWS_MAX = 20_000;
    /** Whoever turns so many pages is better served by a filter, and the database by an answer it need not sort. */
    static final int PAGE_MAX = 500;

    private final EventStore store;
    private final Audit audit;

    Events(EventStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    public Slice<Event> search(EventFilter filter, int page) {
        if (page > PAGE_MAX) {
            throw new Refusal(Text.of("最多翻到第 {0} 页", PAGE_MAX), Text.of("请缩小日期范围或加上别的条件再查"));
        }
        return new Slice<>(
                store.search(filter, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.count(filter));
    }

    public Event get(UUID id) {
        return store.find(id).orElseThrow(() -> new Absent("event " + id));
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
            return translated.apply(label).replaceAll("\\{[0-9]+}", "…");
        }
    }
}
