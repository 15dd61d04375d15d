package org.zhiyuan.volunteer;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/** The rules of becoming a volunteer, and of coming to count as one. */
final class RegistrationPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;

    private static final Text AT_THE_STATION = Text.of("请监护人带着孩子和证件，到附近的实践站当面登记");

    private RegistrationPolicy() {}

    /** The band of an age, in the version that counts on a day. */
    static AgeBand bandOf(Collection<AgeBand> bands, int years, LocalDate on) {
        Optional<LocalDate> version = bands.stream()
                .map(AgeBand::validFrom)
                .filter(from -> !from.isAfter(on))
                .max(LocalDate::compareTo);
        return bands.stream()
                .filter(band -> version.isPresent() && band.validFrom().equals(version.get()))
                .filter(band -> band.minYears() <= years)
                .max((one, other) -> Integer.compare(one.minYears(), other.minYears()))
                // a city without bands keeps to the careful ones
                .orElseGet(() -> new AgeBand(
                        on, 0, years < 18 ? AgeBand.Asks.GUARDIAN_PRESENT : AgeBand.Asks.NOTHING, years >= 18));
    }

    /** The first age at which anybody is registered. */
    static int firstYears(Collection<AgeBand> bands) {
        return bands.stream()
                .filter(band -> band.asks() != AgeBand.Asks.NOT_YET)
                .mapToInt(AgeBand::minYears)
                .min()
                .orElse(0);
    }

    static Decision oldEnough(AgeBand band, int firstYears) {
        return band.asks() == AgeBand.Asks.NOT_YET
                ? Decision.refused(Text.of("未满 {0} 周岁，还不能登记为志愿者", firstYears), Text.of("可以由家长带着参加活动，长大一些再登记"))
                : Decision.allowed();
    }

    /** Small children are registered where their guardian stands beside them, and not from a telephone. */
    static Decision mayRegisterAlone(AgeBand band) {
        return band.asks() == AgeBand.Asks.GUARDIAN_PRESENT
                ? Decision.refused(Text.of("这个年龄要监护人在场登记，不能自己在网上登记"), AT_THE_STATION)
                : Decision.allowed();
    }

    static Decision aGuardianAgrees(AgeBand band, boolean agreed, boolean present) {
        if (band.asks().guardian() && !agreed) {
            return Decision.refused(Text.of("未成年人要有监护人同意，才能登记"), Text.of("请填写监护人，由监护人同意"));
        }
        if (band.asks() == AgeBand.Asks.GUARDIAN_PRESENT && !present) {
            return Decision.refused(Text.of("这个年龄要监护人在场登记，不能自己在网上登记"), AT_THE_STATION);
        }
        return Decision.allowed();
    }

    /** What concerns a child is looked at by a second person. */
    static Decision theSecondLookIsAnothers(Guardianship guardianship, @Nullable UUID account) {
        if (guardianship.approvedAt() != null) {
            return Decision.refused(Text.of("已经有人审核过了"));
        }
        return account == null || account.equals(guardianship.account())
                ? Decision.refused(Text.of("登记的人不能审核自己登记的"), Text.of("请另一位有权限的同事来审核"))
                : Decision.allowed();
    }

    /** Whoever left, or whose guardian took the agreement back, is not brought back by a page that was open meanwhile. */
    static Decision whoeverIsLookedAtStillWaits(VolunteerState now) {
        return now == VolunteerState.INVITED
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("这位志愿者现在是“{0}”，不等审核", now.label()), Text.of("本人退出或监护人撤回同意以后，要重新登记，由监护人再同意一次"));
    }

    /** Nobody is made a volunteer by others: whoever counts said so himself. */
    static Decision onlyWhoSaidSoHimselfCounts(VolunteerState next, boolean confirmed) {
        return next.counted() && !confirmed
                ? Decision.refused(Text.of("本人还没有确认，不能算作志愿者"), Text.of("请本人在手机上确认，或到实践站当面确认"))
                : Decision.allowed();
    }

    /** @param counts whether one of the person's records counts already */
    static Decision nobodyCountsTwice(boolean counts) {
        return counts ? Decision.refused(Text.of("这个人的另一条登记已经算志愿者，一个人只算一次"), Text.of("请在那一条上办")) : Decision.allowed();
    }

    static Decision mayBecome(VolunteerState now, VolunteerState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    static Decision reasonGiven(String reason) {
        return reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX))
                : Decision.allowed();
    }

    /**
     * Special work is open only to whoever passed its training, while that counts, and to nobody whose age forbids it.
     *
     * @param trainings those of the volunteer for this skill
     */
    static Decision specialWorkIsOpen(boolean special, List<Training> trainings, AgeBand band, LocalDate on) {
        if (!special) {
            return Decision.allowed();
        }
        if (!band.risky()) {
            return Decision.refused(Text.of("未成年人不做有危险的服务"));
        }
        boolean passed = trainings.stream().anyMatch(training -> training.countsOn(on));
        boolean lapsed = trainings.stream().anyMatch(Training::passed);
        return passed ? Decision.allowed() : Decision.refused(lapsed ? Text.of("培训已过期，要再培训") : Text.of("这一项要先培训合格"));
    }
}
