package org.zhiyuan.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The whole log as JSON lines for {@code verify}: its name and size, every leaf, every signed head behind the last leaf
 * that it covers. Reads in pages, each in a transaction of its own: a slow reader holds up nothing, and what was read
 * never changes. Says nothing of any entry but its commitment.
 */
@Component
public class LogExport {
    private static final int PAGE = 5_000;

    private final Seals seals;

    LogExport(Seals seals) {
        this.seals = seals;
    }

    /** Writes everything up to this head, line by line; {@code head} is the last. Does not close the stream. */
    public void write(Head head, OutputStream out) throws IOException {
        BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        line(lines, Canonical.text(Map.of("log", head.log(), "size", head.size(), "type", "zhiyuan-log-v1")));
        heads(lines, seals.heads(-1, 0), head);
        for (long from = 0; from < head.size(); from += PAGE) {
            long until = Math.min(head.size(), from + PAGE);
            List<Head> heads = seals.heads(from, until);
            int next = 0;
            for (Leaf leaf : seals.leaves(from, until)) {
                line(lines, leaf.json());
                int first = next;
                while (next < heads.size() && heads.get(next).size() == leaf.seq() + 1) {
                    next++;
                }
                heads(lines, heads.subList(first, next), head);
            }
        }
        line(lines, head.json());
        lines.flush();
    }

    private static void heads(BufferedWriter lines, List<Head> heads, Head last) throws IOException {
        for (Head head : heads) {
            if (head.at().isBefore(last.at())) {
                line(lines, head.json());
            }
        }
    }

    private static void line(BufferedWriter lines, String json) throws IOException {
        lines.write(json);
        lines.write('\n');
    }
}
