package org.zhiyuan.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Registrations;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** Teams on the real database, in the sample city; each test takes back what it did. */
@HouseTest
class TeamsTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private Teams teams;

    @Autowired
    private Memberships memberships;

    @Autowired
    private Leadership leadership;

    @Autowired
    private Counting counting;

    @Autowired
    private Families families;

    @Autowired
    private FamilyStore familyStore;

    @Autowired
    private TeamPeople teamPeople;

    @Autowired
    private TeamMessages messages;

    @Autowired
    private TeamStore store;

    @Autowired
    private MembershipStore membershipStore;

    @Autowired
    private TeamRules rules;

    @Autowired
    private Volunteers volunteers;

    @Autowired
    private Registrations registrations;

    @Autowired
    private People people;

    @Autowired
    private Sites sites;

    @Autowired
    private SettableClock clock;

    @Autowired
    private TransactionOperations transactions;

    private final Actor clerk = staff();
    private final Actor second = staff();

    private static Actor staff() {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "198.51.100.7", "test");
    }

    private static Actor self(Volunteer volunteer) {
        return new Actor(
                Actor.Kind.CITIZEN, UUID.randomUUID(), volunteer.person().value(), "本人", "", "198.51.100.8", "test");
    }

    @AfterEach
    void theClockTellsTheRealTime() {
        clock.reset();
    }

    private <T> T undone(Actor actor, Scope scope, Supplier<T> work) {
        return Acting.as(
                actor,
                scope,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    status.setRollbackOnly();
                    return work.get();
                })));
    }

    private void everywhere(Runnable work) {
        undone(clerk, Scope.EVERYTHING, () -> {
            work.run();
            return true;
        });
    }

    /** In the rows that are this volunteer's own, and no others. */
    private void as(Volunteer volunteer, Runnable work) {
        Actor actor = self(volunteer);
        Scope own = new Scope(false, Set.of(), Set.of(), actor.person(), actor.account(), true);
        undone(actor, own, () -> {
            work.run();
            return true;
        });
    }

    private static void refused(String words, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains(words));
    }

    private SiteId site(String number) {
        return sites.resolve(number, rules.today()).orElseThrow();
    }

    private Team sample(String words) {
        return Acting.as(
                clerk,
                Scope.EVERYTHING,
                () -> teams.list(new Teams.Sought(words, "", "", null, false), 1)
                        .rows()
                        .getFirst());
    }

    private Volunteer sampleVolunteer(String phone) {
        return Acting.as(
                clerk,
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> people.ownerOf(MobileNumber.of(phone))
                        .flatMap(volunteers::of)
                        .orElseThrow())));
    }

    /** Made up: the division does not exist, the check digit fits. */
    private IdentityNumber aged(int years) {
        LocalDate born = rules.today().minusYears(years).minusDays(10);
        String body = "539998%tY%<tm%<td%03d".formatted(born, NEXT.incrementAndGet() % 1000);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return IdentityNumber.stored(body + "10X98765432".charAt(sum % 11));
    }

    private Volunteer registered(String name, int years, @Nullable IdentityNumber guardian) {
        Registrations.Entry entry = new Registrations.Entry(name, aged(years), site("530181009205"), Offer.NONE, 2);
        Registrations.GuardianEntry agrees = guardian == null
                ? null
                : new Registrations.GuardianEntry(
                        name + "家长", MobileNumber.of("1960005%04d".formatted(NEXT.incrementAndGet())), guardian, 1);
        Volunteer made = registrations.registerAtCounter(
                clerk,
                new Registrations.CounterEntry(entry, null, false, Consent.Channel.COUNTER, agrees, guardian != null));
        if (guardian != null) {
            volunteers.approve(second, made.id());
        }
        return volunteers.get(made.id());
    }

    private Team founded(String name, String level, @Nullable Team above) {
        return teams.found(
                clerk,
                site("530181009205"),
                new Teams.Particulars(
                        name, level, "neighbours", null, above == null ? null : above.id(), "", Set.of()));
    }

    private Team led(Volunteer captain) {
        Team team = founded("示例测试队", "squad", null);
        memberships.enterAtCounter(clerk, team.id(), captain, Consent.Channel.COUNTER);
        leadership.appoint(clerk, team.id(), teamPeople.candidate(captain.id()), Lead.Office.CAPTAIN, null);
        return team;
    }

    // --- levels ---

    @Test
    void aTeamHangsUnderAHigherLevelOnly() {
        everywhere(() -> {
            Team brigade = founded("示例测试大队", "brigade", null);
            Team squad = founded("示例测试小队", "squad", brigade);
            assertThat(squad.number()).matches("AD[0-9]{4,}");
            assertThat(teams.below(brigade.id())).extracting(Team::id).containsExactly(squad.id());
            refused("不比这支高", () -> founded("示例测试支队", "detachment", squad));
            refused("还有 1 支下级队伍", () -> memberships.end(clerk, brigade.id(), "示例：解散一次"));
            // the database itself: below may not be as high as above
            assertThatThrownBy(() -> store.change(
                            new Team(
                                    brigade.id(),
                                    brigade.number(),
                                    brigade.name(),
                                    brigade.level(),
                                    brigade.kind(),
                                    brigade.site(),
                                    null,
                                    squad.id(),
                                    "",
                                    brigade.foundedOn(),
                                    null,
                                    "",
                                    brigade.version()),
                            squad.level().position()))
                    .hasMessageContaining("check constraint");
        });
    }

    // --- captains ---

    @Test
    void nobodyUnderAgeLeads() {
        everywhere(() -> {
            Volunteer minor = registered("郑示例测", 16, aged(45));
            assertThat(minor.state().counted()).isTrue();
            Team team = founded("示例测试队", "squad", null);
            memberships.enterAtCounter(clerk, team.id(), minor, Consent.Channel.COUNTER);
            assertThat(teams.isMember(team.id(), minor.id())).isTrue();

            refused("未满 18 周岁", () -> teamPeople.candidate(minor.id()));
        });
    }

    /** Where code would forget it, the database does not. */
    @Test
    void theDatabaseHoldsNoLeadUnderAge() {
        everywhere(() -> {
            Volunteer minor = registered("郑示例测", 17, aged(45));
            Team team = founded("示例测试队", "squad", null);
            Lead lead = new Lead(
                    UUID.randomUUID(), team.id(), minor.person(), minor.id(), Lead.Office.CAPTAIN, rules.today(), null);
            assertThatThrownBy(() -> store.lead(lead, 17, clock.instant(), null))
                    .hasMessageContaining("checked_years");
        });
    }

    @Test
    void whoDidNotSayHowOldHeIsDoesNotLead() {
        Volunteer someone = sampleVolunteer("13800003001");
        refused("不知道这位志愿者的年龄", () -> Candidate.of(someone, OptionalInt.empty(), 18));
        refused("未满 18 周岁", () -> Candidate.of(someone, OptionalInt.of(17), 18));
        assertThat(Candidate.of(someone, OptionalInt.of(18), 18).checkedYears()).isEqualTo(18);
    }

    @Test
    void aTeamHasOneCaptainAndOnlyMembersLead() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Volunteer other = registered("冯示例测", 30, null);
            Team team = led(captain);
            assertThat(teams.leads(team.id(), captain.person().value())).isTrue();
            Candidate candidate = teamPeople.candidate(other.id());
            refused("还不是这支队伍的队员", () -> leadership.appoint(clerk, team.id(), candidate, Lead.Office.DEPUTY, null));
            memberships.enterAtCounter(clerk, team.id(), other, Consent.Channel.PAPER);
            refused("已经有队长", () -> leadership.appoint(clerk, team.id(), candidate, Lead.Office.CAPTAIN, null));
            Lead deputy = leadership.appoint(clerk, team.id(), candidate, Lead.Office.DEPUTY, null);
            assertThat(teams.leaders(team.id())).containsExactly(captain.person(), other.person());

            LocalDate today = rules.today();
            leadership.standIn(clerk, team.id(), deputy.id(), today, today.plusDays(3));
            Leadership.Succession succession = leadership.succession(team.id());
            assertThat(succession.deputyNamed()).isTrue();
            assertThat(succession.endKnown()).isFalse();
            assertThat(succession.standIn()).isNotNull();
            refused(
                    "已经有人代理",
                    () -> leadership.standIn(clerk, team.id(), deputy.id(), today.plusDays(3), today.plusDays(5)));
        });
    }

    @Test
    void aCaptainsKnownEndComesByTheClock() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            Lead lead = teams.leadsOf(team.id()).getFirst();
            leadership.end(clerk, team.id(), lead.id(), rules.today().plusDays(2));
            assertThat(leadership.succession(team.id()).endKnown()).isTrue();
            assertThat(teams.leads(team.id(), captain.person().value())).isTrue();

            clock.advance(Duration.ofDays(3));

            assertThat(teams.leads(team.id(), captain.person().value())).isFalse();
            counting.lapse();
            assertThat(store.led(captain.person().value(), lead.from(), 10)).isEmpty();
        });
    }

    // --- belonging ---

    @Test
    void anInvitationCountsNothingUntilItIsAccepted() {
        Team team = sample("示例鸣矣河");
        Volunteer captain = sampleVolunteer("13800001001");
        Volunteer other = sampleVolunteer("13800003006");
        as(captain, () -> {
            memberships.invite(self(captain), team.id(), other);
            assertThat(memberships.of(team.id(), other.id()).orElseThrow().state())
                    .isEqualTo(MembershipState.INVITED);
            assertThat(teams.isMember(team.id(), other.id())).isFalse();
        });
    }

    /** R31, where code would forget it: a trigger stands behind. */
    @Test
    void theCaptainCannotSayForAnotherThatHeBelongs() {
        Team team = sample("示例鸣矣河");
        Volunteer captain = sampleVolunteer("13800001001");
        Volunteer other = sampleVolunteer("13800003006");
        as(captain, () -> {
            memberships.invite(self(captain), team.id(), other);
            Membership invited = memberships.of(team.id(), other.id()).orElseThrow();
            Membership member = standing(invited, MembershipState.MEMBER);
            assertThatThrownBy(() -> membershipStore.stand(member, Consent.Channel.WEB))
                    .hasStackTraceContaining("only the volunteer himself");
        });
    }

    @Test
    void nobodyIsAMemberWithoutAnyWord() {
        Team team = sample("示例鸣矣河");
        Volunteer captain = sampleVolunteer("13800001001");
        Volunteer other = sampleVolunteer("13800003006");
        as(captain, () -> {
            memberships.invite(self(captain), team.id(), other);
            Membership invited = memberships.of(team.id(), other.id()).orElseThrow();
            assertThatThrownBy(() -> membershipStore.stand(standing(invited, MembershipState.MEMBER)))
                    .hasStackTraceContaining("check constraint");
        });
    }

    @Test
    void theCaptainEntersNobodyAtACounterThatIsNotHis() {
        Team team = sample("示例鸣矣河");
        Volunteer captain = sampleVolunteer("13800001001");
        Volunteer other = sampleVolunteer("13800003006");
        as(captain, () -> {
            Membership forged = new Membership(
                    new MembershipId(UUID.randomUUID()),
                    team.id(),
                    other.id(),
                    other.person(),
                    MembershipState.MEMBER,
                    clock.instant(),
                    null,
                    null,
                    "",
                    1);
            assertThatThrownBy(() -> membershipStore.add(forged, Consent.Channel.COUNTER))
                    .hasStackTraceContaining("row-level security");
        });
    }

    private Membership standing(Membership before, MembershipState state) {
        return new Membership(
                before.id(),
                before.team(),
                before.volunteer(),
                before.person(),
                state,
                clock.instant(),
                null,
                null,
                "",
                before.version());
    }

    @Test
    void whoLeftIsNotBroughtBackByWhatHeSaidBefore() {
        Team team = sample("示例鸣矣河");
        everywhere(() -> {
            Volunteer someone = registered("何示例测", 50, null);
            memberships.enterAtCounter(clerk, team.id(), someone, Consent.Channel.COUNTER);
            memberships.leave(
                    self(someone),
                    memberships.of(team.id(), someone.id()).orElseThrow().id());
            assertThat(teams.isMember(team.id(), someone.id())).isFalse();
            Membership left = memberships.of(team.id(), someone.id()).orElseThrow();
            refused("已经有了结果", () -> memberships.approve(clerk, team.id(), left.id()));
        });
        // and not past the code either: whoever leads cannot set the row back
        Volunteer captain = sampleVolunteer("13800001001");
        Volunteer member = sampleVolunteer("13800003007");
        as(captain, () -> {
            Membership there = memberships.of(team.id(), member.id()).orElseThrow();
            membershipStore.stand(standing(there, MembershipState.LEFT));
            assertThatThrownBy(() -> membershipStore.stand(standing(there, MembershipState.MEMBER)))
                    .hasStackTraceContaining("only the volunteer himself");
        });
    }

    @Test
    void leavingIsAtOnceAndTakesTheOfficeAlong() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            Actor self = self(captain);
            memberships.leave(
                    self, memberships.of(team.id(), captain.id()).orElseThrow().id());
            assertThat(teams.isMember(team.id(), captain.id())).isFalse();
            assertThat(teams.leaders(team.id())).isEmpty();
            assertThat(memberships.steps(memberships
                            .of(team.id(), captain.id())
                            .orElseThrow()
                            .id()))
                    .first()
                    .satisfies(step -> assertThat(step.cause()).isEqualTo(Membership.Cause.LEFT));
        });
    }

    @Test
    void somebodyLeavesInTheOwnRowsOnly() {
        Team team = sample("示例鸣矣河");
        Volunteer own = sampleVolunteer("13800003007");
        as(own, () -> {
            Membership mine = memberships.of(team.id(), own.id()).orElseThrow();
            memberships.leave(self(own), mine.id());
            assertThat(teams.isMember(team.id(), own.id())).isFalse();
            // nobody else's membership is in reach
            assertThat(memberships.in(team.id(), MembershipState.MEMBER, 1, 20).rows())
                    .isEmpty();
        });
    }

    @Test
    void theCaptainAnswersFirstAndNobodyAnswersHimself() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Volunteer someone = registered("冯示例测", 30, null);
            Team team = led(captain);
            Membership asked = memberships.ask(self(someone), team.id(), "会做饭");
            refused("先由队长答复", () -> memberships.approve(clerk, team.id(), asked.id()));
            refused("自己的申请", () -> memberships.approve(self(someone), team.id(), asked.id()));
            refused("请写明原因", () -> memberships.refuse(self(captain), team.id(), asked.id(), "不"));
            memberships.approve(self(captain), team.id(), asked.id());
            assertThat(teams.isMember(team.id(), someone.id())).isTrue();
            assertThat(teams.of(someone.id())).extracting(Team::id).containsExactly(team.id());
        });
    }

    @Test
    void aRequestThatNobodyAnswersGoesOneTierUpAndThenLapses() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Volunteer someone = registered("冯示例测", 30, null);
            Team team = led(captain);
            Membership asked = memberships.ask(self(someone), team.id(), "");
            assertThat(raised()).doesNotContain(asked.id());

            clock.advance(rules.answerWithin().plusMinutes(1));
            counting.lapse();

            Membership up = memberships.get(asked.id());
            assertThat(up.state()).isEqualTo(MembershipState.ASKED);
            assertThat(up.raisedAt()).isNotNull();
            assertThat(raised()).contains(asked.id());

            clock.advance(rules.raisedWithin().plusMinutes(1));
            counting.lapse();

            assertThat(memberships.get(asked.id()).state()).isEqualTo(MembershipState.LAPSED);
            assertThat(memberships.steps(asked.id()))
                    .extracting(Membership.Step::cause)
                    .contains(Membership.Cause.ASKED, Membership.Cause.RAISED, Membership.Cause.LAPSED);
            // and may ask again
            assertThat(memberships.ask(self(someone), team.id(), "").state()).isEqualTo(MembershipState.ASKED);
        });
    }

    private List<MembershipId> raised() {
        return membershipStore.raised(100).stream().map(Membership::id).toList();
    }

    @Test
    void theOfficeAnswersWhatTheCaptainLeftLyingAndWhatNobodyLeads() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Volunteer someone = registered("冯示例测", 30, null);
            Team team = led(captain);
            Membership asked = memberships.ask(self(someone), team.id(), "");
            clock.advance(rules.answerWithin().plusMinutes(1));
            counting.lapse();
            memberships.refuse(clerk, team.id(), asked.id(), "示例：队伍已经满了");
            assertThat(memberships.steps(asked.id()).getFirst().reason()).contains("满了");

            Team nobodys = founded("示例没有队长队", "squad", null);
            Membership there = memberships.ask(self(someone), nobodys.id(), "");
            memberships.approve(clerk, nobodys.id(), there.id());
            assertThat(teams.isMember(nobodys.id(), someone.id())).isTrue();
        });
    }

    @Test
    void anInvitationLapsesByTheClock() {
        everywhere(() -> {
            Volunteer someone = registered("冯示例测", 30, null);
            Team team = founded("示例测试队", "squad", null);
            memberships.invite(clerk, team.id(), someone);
            MembershipId id =
                    memberships.of(team.id(), someone.id()).orElseThrow().id();
            clock.advance(rules.invitationFor().plusMinutes(1));
            counting.lapse();
            assertThat(memberships.get(id).state()).isEqualTo(MembershipState.LAPSED);
            refused("邀请已经过期", () -> memberships.accept(self(someone), id));
        });
    }

    @Test
    void whoServesNoMoreBelongsToNoTeam() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            memberships.letGoOf(clerk, captain.id());
            assertThat(teams.isMember(team.id(), captain.id())).isFalse();
            assertThat(teams.leaders(team.id())).isEmpty();
        });
    }

    @Test
    void anEndedTeamLetsEverybodyGo() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            memberships.end(clerk, team.id(), "示例：合并到别的队伍");
            assertThat(teams.get(team.id()).standing()).isFalse();
            assertThat(teams.of(captain.id())).isEmpty();
            assertThat(teams.led(captain.person().value())).isEmpty();
            refused("已经解散", () -> memberships.ask(self(captain), team.id(), ""));
        });
    }

    // --- balance and messages ---

    @Test
    void aTeamIsCountedInFiguresOfMany() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            memberships.enterAtCounter(clerk, team.id(), registered("冯示例测", 30, null), Consent.Channel.PAPER);
            memberships.enterAtCounter(clerk, team.id(), registered("郑示例测", 15, aged(45)), Consent.Channel.PAPER);
            memberships.invite(clerk, team.id(), registered("何示例测", 60, null));
            counting.count();
            Balance balance = memberships.balance(team.id()).orElseThrow();
            assertThat(balance.members()).isEqualTo(3);
            assertThat(balance.active()).isEqualTo(3);
            assertThat(balance.ages()).containsEntry(14, 1).containsEntry(18, 2);
        });
    }

    @Test
    void aWholeTeamIsNotWrittenToOftenInADay() {
        everywhere(() -> {
            Volunteer captain = registered("唐示例测", 40, null);
            Team team = led(captain);
            for (int sent = 0; sent < rules.messagesADay(); sent++) {
                messages.send(clerk, team.id(), "周六八点河边见");
            }
            refused("一天最多", () -> messages.send(clerk, team.id(), "周六八点河边见"));
            clock.advance(Duration.ofDays(1).plusMinutes(1));
            messages.send(clerk, team.id(), "周六八点河边见");
        });
    }

    // --- families ---

    @Test
    void aFamilyIsOfThoseWhoAgreedAndOfTheChildrenOfTheirGuardians() {
        everywhere(() -> {
            IdentityNumber mothersNumber = aged(38);
            Volunteer child = registered("郑示例测", 15, mothersNumber);
            PersonId motherPerson =
                    volunteers.guardianship(child.id()).orElseThrow().guardian();
            Registrations.Entry entry =
                    new Registrations.Entry("郑示例测家长", mothersNumber, site("530181009205"), Offer.NONE, 2);
            Volunteer mother = registrations.registerAtCounter(
                    clerk, new Registrations.CounterEntry(entry, null, false, Consent.Channel.COUNTER, null, false));
            assertThat(mother.person()).isEqualTo(motherPerson);
            Volunteer father = registered("郑示例父", 41, null);

            families.ask(self(mother), child.number().value());
            families.ask(self(mother), father.number().value());
            assertThat(families.together(mother.id())).containsExactly(child.id());

            UUID asked = familyStore.of(father.id().value()).getFirst().id();
            assertThatThrownBy(() -> families.accept(self(mother), asked.toString()))
                    .isInstanceOf(org.zhiyuan.kernel.Absent.class);
            families.accept(self(father), asked.toString());
            assertThat(families.together(child.id())).containsExactlyInAnyOrder(mother.id(), father.id());

            families.leave(self(father), asked.toString());
            assertThat(families.together(mother.id())).containsExactly(child.id());
        });
    }
}
