package org.zhiyuan.project;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Money;

/**
 * What a project says of itself. In a draft everything may still be missing: "" or null.
 *
 * @param need the need that it answers, as somebody stated it
 * @param source who stated the need, and where
 * @param guidance what value it carries on (价值引领)
 * @param benefit who has something of it (公益惠民)
 * @param practice what civic practice it is (文明实践)
 * @param place exactly where
 * @param days how many times it is to be done
 * @param volunteers how many volunteers it takes
 * @param reached how many people it is to serve
 * @param moneyUse what the money is for, and where it comes from
 * @param risky keys of the questions on risk that were answered with yes
 * @param riskAsked whether they were answered at all
 * @param risks what may happen, and what is done against it (R4)
 */
public record Plan(
        String category,
        Set<String> objects,
        String need,
        String source,
        String guidance,
        String benefit,
        String practice,
        String place,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable Integer days,
        @Nullable Integer volunteers,
        @Nullable Integer reached,
        @Nullable Money money,
        String moneyUse,
        Set<String> risky,
        boolean riskAsked,
        String risks,
        boolean minors) {
    public static final int TITLE_LENGTH_MAX = 50;
    public static final int NEED_LENGTH_MAX = 300;
    public static final int SOURCE_LENGTH_MAX = 100;
    public static final int ANSWER_LENGTH_MAX = 200;
    public static final int PLACE_LENGTH_MAX = 100;
    public static final int RISKS_LENGTH_MAX = 300;

    public Plan {
        objects = Set.copyOf(objects);
        risky = Set.copyOf(risky);
    }

    public static Plan empty() {
        return new Plan(
                "", Set.of(), "", "", "", "", "", "", null, null, null, null, null, null, "", Set.of(), false, "",
                false);
    }
}
