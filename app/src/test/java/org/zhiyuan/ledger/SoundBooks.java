package org.zhiyuan.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Whether the books of a house hold: recounted, sealed to the last entry, reckoned anew, and looked at by the outsider. */
public final class SoundBooks {
    /**
     * @param sealed entries in the log
     * @param opened of them those whose facts were found again
     * @param wrong what does not hold, for people; empty where all is well
     */
    public record Report(long sealed, long opened, List<String> wrong) {}

    private SoundBooks() {}

    public static Report look(ApplicationContext house) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            List<String> wrong = new ArrayList<>();
            List<AccountId> differing = house.getBean(Recounts.class).recount();
            if (!differing.isEmpty()) {
                wrong.add(differing.size() + " balances are not the sum of their postings");
            }
            Head head = house.getBean(Sealing.class).all();
            Seals.Recheck recheck = house.getBean(Seals.class).recheck();
            if (!recheck.sound()) {
                wrong.add("the log does not follow from the books: " + recheck);
            }
            ByteArrayOutputStream export = new ByteArrayOutputStream();
            try {
                house.getBean(LogExport.class).write(head, export);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!new Outsider(head.publicKey()).log(export.toByteArray())) {
                wrong.add("verify does not accept the log");
            }
            return new Report(recheck.entries(), recheck.opened(), wrong);
        });
    }
}
