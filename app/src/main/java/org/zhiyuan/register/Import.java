package org.zhiyuan.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.Fault;

/**
 * An uploaded sheet on its way into the network.
 *
 * @param file the sheet as it was uploaded
 * @param day from which everything in it holds
 * @param document what orders it
 * @param refused why the file as a whole was not taken; null where its rows were looked at
 * @param faults the first wrong cells; all of them stand in the workbook of errors
 * @param outlines what would become of the first rows
 * @param errorFile the workbook of errors; null where nothing is wrong
 */
public record Import(
        UUID id,
        ImportKind kind,
        UUID file,
        String fileName,
        LocalDate day,
        String document,
        String reason,
        State state,
        Counts counts,
        @Nullable Text refused,
        @Nullable Text wayOut,
        List<Fault> faults,
        List<Outline> outlines,
        @Nullable UUID errorFile,
        @Nullable UUID checkJob,
        @Nullable UUID importJob,
        String uploader,
        Instant uploadedAt,
        @Nullable Instant importedAt) {
    static final int FAULTS_SHOWN = 50;
    static final int OUTLINES_SHOWN = 20;

    public enum State {
        CHECKING,
        /** The file as a whole cannot be taken. */
        REFUSED,
        /** Rows are wrong: nothing of it will be imported. */
        WRONG,
        /** Every row is sound; waits for somebody to confirm. */
        READY,
        DONE
    }

    /** Rows: new, changed, as they already are, wrong. */
    public record Counts(int fresh, int changed, int same, int wrong) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public int total() {
            return fresh + changed + same + wrong;
        }
    }

    /** What becomes of a row. */
    public record Outline(int row, String name, Text what) {}

    public Import {
        faults = List.copyOf(faults);
        outlines = List.copyOf(outlines);
    }

    public static int faultsShown() {
        return FAULTS_SHOWN;
    }

    public String href() {
        return "/network/imports/" + id;
    }
}
