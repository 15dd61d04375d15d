package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How complete a place file is: what is met by young evidence or by the entry itself, of all that can be proved. */
public record Completeness(List<Item> items) {
    public enum State {
        MET,
        /** There is evidence, but older than the check allows. */
        EXPIRED,
        MISSING
    }

    /** @param shown day of the latest evidence; null where there is none, or something else proves it */
    public record Item(Check check, State state, @Nullable LocalDate shown) {}

    public Completeness {
        items = List.copyOf(items);
    }

    public int met() {
        return (int) items.stream().filter(item -> item.state() == State.MET).count();
    }

    public int all() {
        return items.size();
    }

    public List<Item> expired() {
        return items.stream().filter(item -> item.state() == State.EXPIRED).toList();
    }

    public List<Item> missing() {
        return items.stream().filter(item -> item.state() == State.MISSING).toList();
    }

    public int percent() {
        return percent(met(), all());
    }

    /** Rounded, but a file that lacks something is never called complete. */
    static int percent(int met, int all) {
        if (all == 0) {
            return 0;
        }
        return met == all ? 100 : Math.min(99, Math.round(100f * met / all));
    }
}
