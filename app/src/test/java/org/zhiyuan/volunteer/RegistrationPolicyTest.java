package org.zhiyuan.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.AgeBand.Asks;

class RegistrationPolicyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final List<AgeBand> BANDS = List.of(
            new AgeBand(FIRST, 0, Asks.NOT_YET, false),
            new AgeBand(FIRST, 6, Asks.GUARDIAN_PRESENT, false),
            new AgeBand(FIRST, 10, Asks.GUARDIAN_CONSENT, false),
            new AgeBand(FIRST, 18, Asks.NOTHING, true),
            new AgeBand(LocalDate.of(2027, 1, 1), 0, Asks.NOT_YET, false),
            new AgeBand(LocalDate.of(2027, 1, 1), 8, Asks.NOTHING, true));

    private static AgeBand band(int years) {
        return RegistrationPolicy.bandOf(BANDS, years, TODAY);
    }

    @Test
    void whatIsAskedDependsOnTheAge() {
        assertThat(band(5).asks()).isEqualTo(Asks.NOT_YET);
        assertThat(band(6).asks()).isEqualTo(Asks.GUARDIAN_PRESENT);
        assertThat(band(9).asks()).isEqualTo(Asks.GUARDIAN_PRESENT);
        assertThat(band(10).asks()).isEqualTo(Asks.GUARDIAN_CONSENT);
        assertThat(band(17).asks()).isEqualTo(Asks.GUARDIAN_CONSENT);
        assertThat(band(18).asks()).isEqualTo(Asks.NOTHING);
        assertThat(band(100).asks()).isEqualTo(Asks.NOTHING);
    }

    @Test
    void aNewVersionOfTheAgesCountsFromItsDayOn() {
        assertThat(RegistrationPolicy.bandOf(BANDS, 9, LocalDate.of(2026, 12, 31))
                        .asks())
                .isEqualTo(Asks.GUARDIAN_PRESENT);
        assertThat(RegistrationPolicy.bandOf(BANDS, 9, LocalDate.of(2027, 1, 1)).asks())
                .isEqualTo(Asks.NOTHING);
    }

    @Test
    void withoutAnyBandsChildrenNeedAGuardianBesideThem() {
        assertThat(RegistrationPolicy.bandOf(List.of(), 17, TODAY).asks()).isEqualTo(Asks.GUARDIAN_PRESENT);
        assertThat(RegistrationPolicy.bandOf(List.of(), 17, TODAY).risky()).isFalse();
        assertThat(RegistrationPolicy.bandOf(List.of(), 18, TODAY).asks()).isEqualTo(Asks.NOTHING);
    }

    @Test
    void whoIsTooYoungIsNotRegisteredAtAll() {
        refused(RegistrationPolicy.oldEnough(band(5), 6), "未满 6 周岁");
        allowed(RegistrationPolicy.oldEnough(band(6), 6));
    }

    @Test
    void aSmallChildIsNotRegisteredFromATelephone() {
        refused(RegistrationPolicy.mayRegisterAlone(band(9)), "监护人在场");
        allowed(RegistrationPolicy.mayRegisterAlone(band(10)));
        allowed(RegistrationPolicy.mayRegisterAlone(band(40)));
    }

    @Test
    void aMinorNeedsAGuardiansConsent() {
        refused(RegistrationPolicy.aGuardianAgrees(band(15), false, false), "监护人同意");
        allowed(RegistrationPolicy.aGuardianAgrees(band(15), true, false));
        allowed(RegistrationPolicy.aGuardianAgrees(band(18), false, false));
    }

    @Test
    void aSmallChildNeedsAGuardianWhoIsThere() {
        refused(RegistrationPolicy.aGuardianAgrees(band(7), true, false), "监护人在场");
        allowed(RegistrationPolicy.aGuardianAgrees(band(7), true, true));
    }

    @Test
    void whoEnteredAMinorIsNotTheSecondToLook() {
        UUID entered = UUID.randomUUID();
        refused(RegistrationPolicy.theSecondLookIsAnothers(guardianship(entered, null), entered), "不能审核自己登记的");
        refused(RegistrationPolicy.theSecondLookIsAnothers(guardianship(entered, null), null), "不能审核自己登记的");
        allowed(RegistrationPolicy.theSecondLookIsAnothers(guardianship(entered, null), UUID.randomUUID()));
        refused(
                RegistrationPolicy.theSecondLookIsAnothers(guardianship(entered, Instant.EPOCH), UUID.randomUUID()),
                "已经有人审核过了");
    }

    private static Guardianship guardianship(UUID account, @Nullable Instant approvedAt) {
        return new Guardianship(
                UUID.randomUUID(),
                new VolunteerId(UUID.randomUUID()),
                new PersonId(UUID.randomUUID()),
                Consent.Channel.COUNTER,
                true,
                1,
                Instant.EPOCH,
                account,
                approvedAt,
                null);
    }

    @Test
    void onlyWhoSaidSoHimselfCounts() {
        refused(RegistrationPolicy.onlyWhoSaidSoHimselfCounts(VolunteerState.ACTIVE, false), "还没有确认");
        refused(RegistrationPolicy.onlyWhoSaidSoHimselfCounts(VolunteerState.SUSPENDED, false), "还没有确认");
        allowed(RegistrationPolicy.onlyWhoSaidSoHimselfCounts(VolunteerState.ACTIVE, true));
        allowed(RegistrationPolicy.onlyWhoSaidSoHimselfCounts(VolunteerState.WITHDRAWN, false));
    }

    @Test
    void whoWasInvitedBecomesActiveOrLeavesAndNothingElse() {
        for (VolunteerState next : VolunteerState.values()) {
            assertThat(VolunteerState.INVITED.mayBecome(next))
                    .as("%s", next)
                    .isEqualTo(next == VolunteerState.ACTIVE || next == VolunteerState.WITHDRAWN);
        }
    }

    @Test
    void nobodyIsPutAwayWhoDidNotSleepFirst() {
        assertThat(VolunteerState.ACTIVE.mayBecome(VolunteerState.ARCHIVED)).isFalse();
        assertThat(VolunteerState.DORMANT.mayBecome(VolunteerState.ARCHIVED)).isTrue();
        assertThat(VolunteerState.ARCHIVED.mayBecome(VolunteerState.ACTIVE)).isTrue();
    }

    @Test
    void specialWorkIsBlockedUntilTheTrainingIsPassed() {
        refused(RegistrationPolicy.specialWorkIsOpen(true, List.of(), band(30), TODAY), "先培训合格");
        refused(RegistrationPolicy.specialWorkIsOpen(true, List.of(training(false, null)), band(30), TODAY), "先培训合格");
        allowed(RegistrationPolicy.specialWorkIsOpen(true, List.of(training(true, null)), band(30), TODAY));
        allowed(RegistrationPolicy.specialWorkIsOpen(false, List.of(), band(30), TODAY));
    }

    @Test
    void aTrainingThatLapsedNoLongerOpensAnything() {
        refused(RegistrationPolicy.specialWorkIsOpen(true, List.of(training(true, TODAY)), band(30), TODAY), "已过期");
        allowed(RegistrationPolicy.specialWorkIsOpen(
                true, List.of(training(true, TODAY.plusDays(1))), band(30), TODAY));
    }

    @Test
    void nobodyUnderAgeDoesDangerousWorkWhateverTheTraining() {
        refused(RegistrationPolicy.specialWorkIsOpen(true, List.of(training(true, null)), band(17), TODAY), "未成年人不做");
    }

    private static Training training(boolean passed, @Nullable LocalDate expires) {
        return new Training(
                UUID.randomUUID(), "first-aid", "急救", "心肺复苏", 120, "示例单位", TODAY.minusMonths(1), passed, expires);
    }

    private static void allowed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Allowed.class);
    }

    private static void refused(Decision decision, String words) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.reason().toString()).contains(words));
    }
}
