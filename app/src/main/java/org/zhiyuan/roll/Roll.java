package org.zhiyuan.roll;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/**
 * A roll of former years on its way in.
 *
 * @param site whose roll it is: everybody in it belongs there or below
 * @param title what it is called, or what orders it to be taken over
 * @param sheetKept whether the file is still there; it is let go of as soon as nobody needs it
 * @param errorsKept whether the workbook of wrong lines is still there
 * @param counts what the dry run found
 * @param refused why the file as a whole was not taken
 * @param faults the first wrong cells, without what stood in them
 * @param through number of the last line that is worked off; 0 before the first
 * @param checkJob the task of its uploader
 * @param importJob the task of its confirmer
 */
public record Roll(
        RollId id,
        SiteId site,
        String title,
        String fileName,
        String digest,
        boolean sheetKept,
        boolean errorsKept,
        State state,
        Counts counts,
        @Nullable Text refused,
        @Nullable Text wayOut,
        List<Spot> faults,
        int through,
        @Nullable UUID checkJob,
        @Nullable UUID importJob,
        @Nullable UUID account,
        String uploader,
        Instant uploadedAt,
        @Nullable String confirmer,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {
    static final int FAULTS_SHOWN = 50;

    public enum State {
        CHECKING("检查中"),
        /** The file as a whole cannot be taken. */
        REFUSED("没有收下"),
        /** Every line was looked at; waits for somebody to confirm. */
        CHECKED("等您确认"),
        /** Confirmed; on its way, or stopped midway. */
        IMPORTING("导入中"),
        DONE("已导入"),
        /** Put aside before its end; what was taken over stays. */
        ENDED("不再导");

        private final Text label;

        State(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    /** What becomes of a line. */
    public enum Kind {
        /** Nobody knows him: invited. */
        FRESH("新的人"),
        /** Known by his identity number: joined to who is there, of whom nothing is overwritten. */
        KNOWN("已有这个人"),
        /** Perhaps somebody who is there: invited, and put before somebody who decides. */
        LIKELY("疑似重复"),
        /** The same person stands further up in the file. */
        REPEATED("文件里重复"),
        /** Known by his identity number at a place out of sight: nothing is done. */
        ELSEWHERE("登记在别处"),
        /** Not taken over. */
        WRONG("有误");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    /** How many lines of each kind. */
    public record Counts(Map<Kind, Integer> lines) {
        public static final Counts NONE = new Counts(Map.of());

        public Counts {
            Map<Kind, Integer> all = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                all.put(kind, lines.getOrDefault(kind, 0));
            }
            lines = Map.copyOf(all);
        }

        public int of(Kind kind) {
            return lines.getOrDefault(kind, 0);
        }

        public int total() {
            return lines.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Lines that become, or join, somebody. */
        public int comeIn() {
            return of(Kind.FRESH) + of(Kind.KNOWN) + of(Kind.LIKELY);
        }
    }

    /** A wrong cell, without what stood in it: that says who somebody is, and stands sealed in the workbook. */
    public record Spot(String cell, String heading, Text what) {}

    public Roll {
        faults = List.copyOf(faults);
    }

    public static int faultsShown() {
        return FAULTS_SHOWN;
    }

    public String href() {
        return "/office/rolls/" + id;
    }
}
