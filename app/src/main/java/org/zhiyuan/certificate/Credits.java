package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.List;
import org.zhiyuan.volunteer.VolunteerId;

/** Where the credited hours come from: the one seam between this room and whoever reckons hours. */
public interface Credits {
    /**
     * What was credited to a volunteer and not taken back since, by day.
     *
     * @param from the first day
     * @param to the last day
     */
    List<Credit> of(VolunteerId volunteer, LocalDate from, LocalDate to);

    /** Whether they all count still; until the running transaction ends none is taken back. */
    boolean stand(VolunteerId volunteer, List<Credit> credits);
}
