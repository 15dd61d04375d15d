package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;

/**
 * What must hold, in sentences that people of the field would say. None is read from the policy table, so that a wrong
 * table is seen as well. Over real HTTP, in real sessions, on real rows.
 */
@HouseTest
class AccessSentencesTest {
    @Autowired
    WebApplicationContext house;

    @Autowired
    SampleCity sample;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Rights rights;

    private Ground ground;

    @BeforeEach
    void onTheGround() {
        ground = Ground.of(house);
    }

    @AfterEach
    void theClockTellsTheRealTime() {
        clock.reset();
    }

    private Guest guest(String walker) {
        return guest(Objects.requireNonNull(ground.walker(walker).account()));
    }

    private Guest guest(UUID account) {
        return stranger().with("session", sample.session(account));
    }

    private Guest stranger() {
        return new Guest("http://localhost:" + house.getEnvironment().getProperty("local.server.port"));
    }

    private String person(String where) {
        return "/office/people/" + ground.canary(where).person();
    }

    private UUID clerk(String role, String where) {
        return ground.system(() -> {
            UUID account = ground.staff("句" + role, where);
            ground.grant(account, role, ground.place(where), null);
            return account;
        });
    }

    // --- whose hours ---

    @Test
    void aStationSeesAndReviewsTheHoursOfItsOwnActivitiesAndOfNobodyElses() throws Exception {
        Guest station = guest("station_operator of the station");
        String own = "/office/hours/" + ground.thing("entry", "station").id();
        String far = "/office/hours/" + ground.thing("entry", "far station").id();
        assertThat(station.get(own).status()).isEqualTo(200);
        assertThat(station.get(far).status()).isEqualTo(404);
        assertThat(station.post(far + "/approval").status()).isEqualTo(404);
        assertThat(station.post(
                                "/office/hours/occasions/"
                                        + ground.thing("occasion", "neighbour station")
                                                .id() + "/late",
                                "number",
                                "AN1")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anInspectorReadsHoursAndDecidesOnNone() throws Exception {
        Guest inspector = guest("inspector of the center");
        String entry = "/office/hours/" + ground.thing("entry", "station").id();
        assertThat(inspector.get(entry).status()).isEqualTo(200);
        assertThat(inspector.post(entry + "/approval").status()).isEqualTo(403);
        assertThat(inspector.post(entry + "/reversal", "reason", "示例原因").status())
                .isEqualTo(403);
    }

    // --- whose complaints ---

    @Test
    void aComplaintIsSeenWhereItLiesAndAnsweredByNobodyElse() throws Exception {
        Guest institute = guest("institute_operator of the institute");
        String here =
                "/office/complaints/" + ground.thing("complaint", "institute").id();
        String below =
                "/office/complaints/" + ground.thing("complaint", "station").id();
        String elsewhere = "/office/complaints/"
                + ground.thing("complaint", "other institute").id();
        assertThat(institute.get(here).status()).isEqualTo(200);
        assertThat(institute.get(below).status()).isEqualTo(200);
        assertThat(institute.get(elsewhere).status()).isEqualTo(404);
        assertThat(institute.post(elsewhere + "/reply", "reasons", "示例理由").status())
                .isEqualTo(404);
        assertThat(guest("station_operator of the station").get(here).status()).isEqualTo(404);
    }

    @Test
    void aLeaderReadsComplaintsAndAnswersNone() throws Exception {
        Guest leader = guest("leader of the center");
        String complaint =
                "/office/complaints/" + ground.thing("complaint", "station").id();
        assertThat(leader.get(complaint).status()).isEqualTo(200);
        assertThat(leader.post(complaint + "/reply", "reasons", "示例理由").status())
                .isEqualTo(403);
    }

    @Test
    void anybodyComplainsWithoutAnAccount() throws Exception {
        assertThat(stranger().get("/complaints/new").status()).isEqualTo(200);
        assertThat(stranger().get("/me/complaints").status()).isNotEqualTo(200);
        assertThat(guest("volunteer of the station").get("/office/complaints").status())
                .isEqualTo(403);
    }

    @Test
    void nobodyReadsTheNoticesOfAnother() throws Exception {
        UUID notice = UUID.randomUUID();
        ground.system(() -> jdbc.sql("""
                        insert into notice.notice (id, person, kind, source, words, href, at)
                        values (?, ?, 'team', ?, '{"text":"示例","values":[]}', '/me', '2020-01-01Z')""")
                .params(notice, ground.canary("station").person(), notice)
                .update());
        String reading = "/me/notices/" + notice + "/reading";
        assertThat(guest("volunteer of the station").post(reading).status()).isEqualTo(404);
        assertThat(guest("center_operator of the center").post(reading).status())
                .isEqualTo(404);
        assertThat(stranger().get("/me/notices").status()).isNotEqualTo(200);
    }

    // --- whose people ---

    @Test
    void aStationNeverSeesThePeopleOfAnotherStation() throws Exception {
        Guest station = guest("station_operator of the station");
        assertThat(station.get(person("station")).status()).isEqualTo(200);
        assertThat(station.get(person("neighbour station")).status()).isEqualTo(404);
        assertThat(station.get(person("far station")).status()).isEqualTo(404);
        Guest.Answer own = station.post(
                "/office/people/search", "number", ground.canary("station").phone());
        assertThat(own.body()).contains(ground.canary("station").person().toString());
        Guest.Answer other = station.post(
                "/office/people/search", "number", ground.canary("far station").phone());
        assertThat(other.body())
                .contains("没有查到")
                .doesNotContain(ground.canary("far station").person().toString());
    }

    @Test
    void anInstituteSeesItsStationsPeopleButNotANeighbourStreets() throws Exception {
        Guest institute = guest("institute_operator of the institute");
        assertThat(institute.get(person("station")).status()).isEqualTo(200);
        assertThat(institute.get(person("point")).status()).isEqualTo(200);
        assertThat(institute.get(person("other institute")).status()).isEqualTo(404);
        assertThat(institute.get(person("far station")).status()).isEqualTo(404);
        assertThat(institute.get(person("center")).status()).isEqualTo(404);
    }

    @Test
    void aBranchCenterActsOnlyInItsField() throws Exception {
        Guest law = guest("branch_operator of the center for law");
        assertThat(law.get(person("station, law")).status()).isEqualTo(200);
        assertThat(law.get(person("station, sports")).status()).isEqualTo(404);
        assertThat(law.get(person("station")).status()).isEqualTo(404);
        assertThat(law.get("/office/people/new").status()).isEqualTo(403);
    }

    @Test
    void aResidentSeesOnlyHisOwnData() throws Exception {
        Guest resident = guest("resident of the station");
        assertThat(resident.get("/me").status()).isEqualTo(200);
        assertThat(resident.get("/office/people").status()).isEqualTo(403);
        assertThat(resident.get(person("station")).status()).isEqualTo(404);
        assertThat(resident.get("/office/people/"
                                + ground.walker("resident of the station").person())
                        .status())
                .isEqualTo(404);
        assertThat(resident.get("/session/password").status()).isEqualTo(404);
    }

    @Test
    void theSystemAdministratorSeesNoPersonalData() throws Exception {
        Guest administrator = guest("system_admin of the center");
        assertThat(administrator.get("/office/accounts").status()).isEqualTo(200);
        assertThat(administrator.get("/office/people").status()).isEqualTo(403);
        assertThat(administrator.get(person("station")).status()).isEqualTo(404);
        assertThat(administrator.get(person("station") + "/reveals/new").status())
                .isEqualTo(404);
        assertThat(administrator.get("/office/staff").status()).isEqualTo(403);
        assertThat(administrator.get("/network/export").status()).isEqualTo(403);
    }

    @Test
    void whatIsSensitiveIsNotForAStation() throws Exception {
        Guest station = guest("station_operator of the station");
        assertThat(station.get(person("station") + "/reveals/new?column=PHONE").status())
                .isEqualTo(200);
        String sensitive = person("station") + "/sensitive-reveals/new?column=IDENTITY_NUMBER";
        assertThat(station.get(sensitive).status()).isEqualTo(403);
        assertThat(guest("institute_operator of the institute").get(sensitive).status())
                .isEqualTo(200);
    }

    // --- certificates ---

    @Test
    void onlyThePlaceThatRecordedAndWhoStandsAboveItIssuesAndRevokes() throws Exception {
        String asked = "/office/certificate-applications/";
        String issued = "/office/certificates/";
        String application = ground.thing("application", "station").id();
        String certificate = ground.thing("certificate", "station").id();
        for (String above : List.of("station_operator of the station", "institute_operator of the institute")) {
            assertThat(guest(above).get(asked + application).status()).isEqualTo(200);
            assertThat(guest(above).get(issued + certificate).status()).isEqualTo(200);
            assertThat(guest(above).get(issued + certificate + "/revocation").status())
                    .isEqualTo(200);
            assertThat(guest(above)
                            .get(asked
                                    + ground.thing("application", "far station").id())
                            .status())
                    .isEqualTo(404);
            assertThat(guest(above)
                            .get(issued
                                    + ground.thing("certificate", "other institute")
                                            .id())
                            .status())
                    .isEqualTo(404);
        }
        assertThat(guest("station_operator of the station")
                        .get(issued + ground.thing("certificate", "institute").id())
                        .status())
                .isEqualTo(404);
        Guest auditor = guest("auditor of the center");
        assertThat(auditor.get(issued + certificate).status()).isEqualTo(200);
        assertThat(auditor.get(issued + certificate + "/revocation").status()).isEqualTo(403);
        assertThat(auditor.get(asked + application).status()).isEqualTo(404);
        Guest volunteer = guest("volunteer of the station");
        assertThat(volunteer.get("/office/certificates").status()).isEqualTo(403);
        assertThat(volunteer.get("/me/certificates/" + certificate).status()).isEqualTo(404);
        assertThat(stranger().get("/certificates/00000000000000000000").status())
                .isEqualTo(404);
    }

    // --- stars ---

    @Test
    void aStationLooksAtStarsAndOnlyAStreetOrTheCityDecidesOnThem() throws Exception {
        String stars = "/office/stars/";
        String here = stars + ground.thing("star", "station").id();
        Guest station = guest("station_operator of the station");
        Guest street = guest("institute_operator of the institute");
        assertThat(station.get(here).status()).isEqualTo(200);
        assertThat(station.get(here + "/refusal").status()).isEqualTo(200);
        assertThat(station.post(here + "/decision").status()).isEqualTo(403);
        assertThat(station.get(stars + ground.thing("star", "far station").id()).status())
                .isEqualTo(404);
        assertThat(station.get(stars + ground.thing("star", "institute").id()).status())
                .isEqualTo(404);
        // it was stopped long ago: a refusal of the rules, not of the gate
        assertThat(street.post(here + "/decision").status()).isEqualTo(422);
        assertThat(street.post(stars + ground.thing("star", "other institute").id() + "/decision")
                        .status())
                .isEqualTo(404);
        Guest auditor = guest("auditor of the center");
        assertThat(auditor.get(here).status()).isEqualTo(200);
        assertThat(auditor.post(here + "/check").status()).isEqualTo(403);
    }

    @Test
    void anybodyReadsTheNoticesOfStarsAndMayObjectAndNobodyReadsTheOfficesPages() throws Exception {
        assertThat(stranger().get("/stars").status()).isEqualTo(200);
        assertThat(stranger().get("/stars/objections/new").status()).isEqualTo(200);
        assertThat(stranger()
                        .post("/stars/objections", "number", "X2020-000001")
                        .status())
                .isEqualTo(422);
        Guest volunteer = guest("volunteer of the station");
        assertThat(volunteer.get("/office/stars").status()).isEqualTo(403);
        assertThat(volunteer.get("/me/stars").status()).isEqualTo(200);
    }

    // --- giving rights ---

    @Test
    void nobodyGrantsToHimself() throws Exception {
        UUID account = clerk("security_admin", "center");
        Guest.Answer answer = guest(account)
                .post(
                        "/office/accounts/" + account + "/grants",
                        "role",
                        "station_operator",
                        "site",
                        "530181009205",
                        "from",
                        today().toString(),
                        "last",
                        today().plusDays(10).toString(),
                        "reason",
                        "测试");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("谁也不能给自己授权");
        Scope everywhere = new Scope(false, Set.of(ground.place("center")), Set.of(), null, account, true);
        assertThatThrownBy(() -> as(everywhere, () -> ground.grant(account, "leader", ground.place("center"), null)))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void nobodyGrantsWhatHeDoesNotHold() throws Exception {
        Guest institute = guest(clerk("institute_operator", "institute"));
        UUID taker = ground.system(() -> ground.staff("受", "station"));
        assertThat(grant(institute, taker, "center_operator", "530181009205").body())
                .contains("您自己没有这么大的权限");
        assertThat(grant(institute, taker, "security_admin", "530181009205").status())
                .isEqualTo(409);
        assertThat(grant(institute, taker, "station_operator", "530181003212").body())
                .contains("这个地方不在您的授权范围里");
        assertThat(grant(institute, taker, "station_operator", "530181009205").status())
                .isEqualTo(302);
    }

    private Guest.Answer grant(Guest giver, UUID to, String role, String site) throws Exception {
        return giver.post(
                "/office/accounts/" + to + "/grants",
                "role",
                role,
                "site",
                site,
                "from",
                today().toString(),
                "last",
                today().plusDays(10).toString(),
                "reason",
                "测试");
    }

    @Test
    void aStationGrantsNothing() throws Exception {
        Guest station = guest("station_operator of the station");
        UUID taker = UUID.fromString(ground.thing("account", "station").id());
        assertThat(grant(station, taker, "station_operator", "530181009205").status())
                .isEqualTo(404);
    }

    @Test
    void theThreeAdministratorsAreDifferentPeople() throws Exception {
        UUID taker = clerk("system_admin", "center");
        Guest security = guest("security_admin of the center");
        Guest.Answer answer = grant(security, taker, "audit_admin", "530181");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("必须是三个不同的人");
    }

    @Test
    void whoMakesAccountsGivesNoRightsAndWhoGivesRightsMakesNoAccounts() throws Exception {
        String account =
                "/office/accounts/" + ground.thing("account", "station").id();
        assertThat(guest("system_admin of the center")
                        .get(account + "/grants/new")
                        .status())
                .isEqualTo(403);
        assertThat(guest("system_admin of the center")
                        .get(account + "/password")
                        .status())
                .isEqualTo(200);
        assertThat(guest("system_admin of the center")
                        .get(account + "/authenticator")
                        .status())
                .isEqualTo(403);
        assertThat(guest("security_admin of the center")
                        .get("/office/accounts/new")
                        .status())
                .isEqualTo(403);
        assertThat(guest("security_admin of the center")
                        .get(account + "/password")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aGrantEndsAtTheNextRequest() throws Exception {
        UUID account = ground.system(() -> ground.staff("句", "station"));
        UUID grant = ground.system(() -> ground.grant(account, "station_operator", ground.place("station"), null));
        Guest clerk = guest(account);
        assertThat(clerk.get("/office/people").status()).isEqualTo(200);
        assertThat(guest("security_admin of the center")
                        .post("/office/grants/" + grant + "/end", "reason", "测试")
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/office/people").status()).isEqualTo(403);
    }

    @Test
    void anExpiredGrantIsNone() throws Exception {
        assertThat(guest("center_operator until yesterday")
                        .get("/office/people")
                        .status())
                .isEqualTo(403);
        assertThat(guest("center_operator from tomorrow").get("/office/people").status())
                .isEqualTo(403);
        assertThat(guest("center_operator taken back").get(person("station")).status())
                .isEqualTo(404);
    }

    @Test
    void aRightBeginsAndEndsAtMidnightOfTheCity() throws Exception {
        UUID account = ground.system(() -> ground.staff("句", "station"));
        LocalDate tomorrow = today().plusDays(1);
        as(
                Scope.EVERYTHING,
                () -> jdbc.sql("""
                        insert into access.role_grant (id, account, role, site, from_day, until_day, given_at, reason)
                        values (?, ?, 'station_operator', ?, ?, ?, '2020-01-01Z', '测试')""")
                        .params(UUID.randomUUID(), account, ground.place("station"), tomorrow, tomorrow.plusDays(1))
                        .update());
        Instant midnight = tomorrow.atStartOfDay(org.zhiyuan.shell.Formats.ZONE).toInstant();
        clock.set(midnight.minusSeconds(1));
        assertThat(guest(account).get("/office/people").status()).isEqualTo(403);
        clock.set(midnight);
        assertThat(guest(account).get("/office/people").status()).isEqualTo(200);
        clock.set(midnight.plus(Duration.ofDays(1)));
        assertThat(guest(account).get("/office/people").status()).isEqualTo(403);
    }

    @Test
    void aDisabledAccountIsOutAtTheNextRequest() throws Exception {
        UUID account = clerk("station_operator", "station");
        Guest clerk = guest(account);
        assertThat(clerk.get("/workbench").status()).isEqualTo(200);
        assertThat(guest("system_admin of the center")
                        .post("/office/accounts/" + account + "/state", "active", "false", "reason", "测试")
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/workbench").location()).startsWith("/sign-in");
    }

    // --- who changes nothing ---

    @Test
    void theAuditAdministratorReadsEverythingAndChangesNothing() throws Exception {
        Guest audit = guest("audit_admin of the center");
        assertThat(audit.get("/office/audit").status()).isEqualTo(200);
        assertThat(audit.get("/office/accounts").status()).isEqualTo(200);
        assertThat(audit.get("/office/accounts/"
                                + ground.thing("account", "far station").id())
                        .status())
                .isEqualTo(200);
        changesNothing(audit);
        assertThat(audit.get("/office/people").status()).isEqualTo(403);
    }

    @Test
    void aLeaderChangesNothing() throws Exception {
        Guest leader = guest("leader of the center");
        assertThat(leader.get("/office/staff").status()).isEqualTo(200);
        changesNothing(leader);
        assertThat(leader.get(person("station")).status()).isEqualTo(404);
    }

    @Test
    void anAuditorTakesSheetsAndChangesNothing() throws Exception {
        Guest auditor = guest("auditor of the center");
        assertThat(auditor.get("/network/export").status()).isEqualTo(200);
        changesNothing(auditor);
    }

    /** Everything that changes something and is not one's own affair. */
    private void changesNothing(Guest who) throws Exception {
        String station = ground.place("station").toString();
        String account = ground.thing("account", "station").id();
        for (String path : List.of(
                "/office/people",
                person("station"),
                person("station") + "/erasure",
                person("station") + "/reveals",
                "/office/units",
                "/office/accounts",
                "/office/accounts/" + account + "/state",
                "/office/accounts/" + account + "/password",
                "/office/accounts/" + account + "/authenticator",
                "/office/accounts/" + account + "/grants",
                "/office/grants/" + ground.thing("grant", "station").id() + "/end",
                "/office/messages/switch",
                "/office/staff/" + station + "/appointments",
                "/office/holdings/" + ground.thing("holding", "station").id() + "/end",
                "/office/calendar/days",
                "/office/calendar/hours",
                "/office/responsibilities/law/changes",
                "/network/imports")) {
            assertThat(who.post(path).status()).as(path).isIn(403, 404);
        }
    }

    @Test
    void anInspectorEditsNoPlace() {
        Actor inspector = actor("inspector of the center");
        Whereabouts.Place station = Whereabouts.Place.at(ground.place("station"));
        for (Action action : List.of(
                Action.SITE_EDIT,
                Action.PLACE_FILE_EDIT,
                Action.SITE_CREATE,
                Action.SITE_REORGANISE,
                Action.BRANCH_EDIT,
                Action.UNIT_EDIT,
                Action.RESPONSIBILITY_CHANGE,
                Action.STAFF_EDIT)) {
            assertThat(rights.may(inspector, action, station)).as("%s", action).isFalse();
        }
        assertThat(rights.may(inspector, Action.NETWORK_OFFICE_READ, station)).isTrue();
        int changed = rights.within(
                inspector,
                Action.NETWORK_OFFICE_READ,
                () -> Objects.requireNonNull(
                        transactions.execute(status -> jdbc.sql("update network.place set sign = 'x' where site = ?")
                                .param(ground.place("station"))
                                .update())));
        assertThat(changed).isZero();
    }

    @Test
    void aStationEditsItsOwnPlaceAndNoOther() {
        Actor station = actor("station_operator of the station");
        assertThat(rights.may(station, Action.PLACE_FILE_EDIT, Whereabouts.Place.at(ground.place("station"))))
                .isTrue();
        assertThat(rights.may(station, Action.PLACE_FILE_EDIT, Whereabouts.Place.at(ground.place("point"))))
                .isTrue();
        for (String other : List.of("neighbour station", "institute", "center", "far station", "other institute")) {
            Whereabouts.Place place = Whereabouts.Place.at(ground.place(other));
            assertThat(rights.may(station, Action.PLACE_FILE_EDIT, place))
                    .as(other)
                    .isFalse();
            assertThat(rights.may(station, Action.SITE_EDIT, place)).as(other).isFalse();
            assertThat(rights.may(station, Action.SITE_CREATE, place)).as(other).isFalse();
        }
        assertThat(rights.may(station, Action.SITE_CREATE, Whereabouts.Place.at(ground.place("station"))))
                .isFalse();
    }

    @Test
    void onlyTheCenterReorganises() {
        Whereabouts.Place institute = Whereabouts.Place.at(ground.place("institute"));
        assertThat(rights.may(actor("center_operator of the center"), Action.SITE_REORGANISE, institute))
                .isTrue();
        assertThat(rights.may(actor("institute_operator of the institute"), Action.SITE_REORGANISE, institute))
                .isFalse();
        assertThat(rights.may(actor("institute_operator of the institute"), Action.RESPONSIBILITY_CHANGE, institute))
                .isFalse();
        assertThat(rights.may(actor("branch_operator of the center for law"), Action.RESPONSIBILITY_CHANGE, institute))
                .isFalse();
    }

    @Test
    void whoAdministersAPartDoesNotStopTheCitysMessages() throws Exception {
        Guest.Answer answer = guest("system_admin of the institute")
                .post("/office/messages/switch", "stopped", "true", "reason", "测试");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("您只管其中一处");
        Scope part = new Scope(false, Set.of(ground.place("institute")), Set.of(), null, null, true);
        assertThatThrownBy(() -> as(
                        part,
                        () -> jdbc.sql(
                                        "insert into channel.switch (id, at, stopped, reason) values (?, '2020-01-01Z', false, 'x')")
                                .param(UUID.randomUUID())
                                .update()))
                .hasStackTraceContaining("row-level security");
    }

    /** What is published, or one's own affair, is not a matter of place. */
    private static final Set<Action> NOT_OF_A_PLACE = Set.of(
            Action.PUBLIC_READ,
            Action.PREFERENCE_SET,
            Action.REGISTRATION_ASK,
            Action.STAR_OBJECT,
            Action.COMPLAINT_FILE,
            Action.ACTIVITY_SIGN_UP,
            Action.CHECK_IN,
            Action.WORKBENCH_READ,
            Action.JOB_READ,
            Action.JOB_CANCEL,
            Action.FILE_READ,
            Action.SITE_READ,
            Action.OWN_DATA_READ,
            Action.OWN_DATA_EDIT,
            Action.SIGN_IN,
            Action.SETUP,
            Action.OWN_SESSION_READ,
            Action.OWN_SESSION_EDIT,
            Action.CALENDAR_READ);

    @Test
    void nobodyActsAboveBesideOrFarFromHisPlace() {
        for (Ground.Walker who : ground.walkers) {
            String root = who.name().endsWith(" of the institute") ? "institute" : "station";
            if (who.rights().isEmpty() || !who.name().endsWith(" of the " + root)) {
                continue;
            }
            for (Action action : Action.values()) {
                for (String outside : List.of("center", "other institute", "neighbour station", "far station")) {
                    boolean within = root.equals("institute") && outside.equals("neighbour station");
                    if (!within && !NOT_OF_A_PLACE.contains(action)) {
                        assertThat(may(who, action, outside, null))
                                .as("%s %s at the %s", who, action, outside)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void aRightForOneFieldCountsInThatFieldOnly() {
        for (Ground.Walker who : ground.walkers) {
            if (!who.name().endsWith(" for law")) {
                continue;
            }
            for (Action action : Action.values()) {
                // a branch center reads the whole network with the office's eyes
                boolean reading =
                        action == Action.NETWORK_OFFICE_READ && who.name().startsWith("branch_operator");
                if (!NOT_OF_A_PLACE.contains(action) && !reading) {
                    assertThat(may(who, action, "station", "sports"))
                            .as("%s %s for sports", who, action)
                            .isFalse();
                    assertThat(may(who, action, "station", null))
                            .as("%s %s for no field", who, action)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void anInstituteOpensStationsAndNoPoints() {
        Ground.Walker institute = ground.walker("institute_operator of the institute");
        assertThat(may(institute, Action.SITE_CREATE, "institute", null)).isTrue();
        assertThat(may(institute, Action.SITE_CREATE, "station", null)).isTrue();
        assertThat(may(institute, Action.SITE_CREATE, "point", null)).isFalse();
    }

    private boolean may(
            Ground.Walker who, Action action, String where, @org.jspecify.annotations.Nullable String field) {
        Actor.Kind kind = who.manner() == Ground.Manner.CITIZEN ? Actor.Kind.CITIZEN : Actor.Kind.STAFF;
        Actor actor = new Actor(kind, who.account(), who.person(), "测试", "", "127.0.0.1", "test");
        return rights.may(actor, action, Whereabouts.Place.at(ground.place(where), field));
    }

    // --- from outside ---

    @Test
    void anAnonymousVisitorReadsThePublicNetworkOnly() throws Exception {
        Guest visitor = stranger();
        for (String path :
                List.of("/", "/network", "/network/sites/" + ground.place("station"), "/network/units", "/search")) {
            assertThat(visitor.get(path).status()).as(path).isEqualTo(200);
        }
        for (String path : List.of(
                "/workbench",
                "/me",
                "/session",
                "/office/people",
                person("station"),
                "/office/audit",
                "/office/staff",
                "/office/accounts",
                "/network/export",
                "/network/imports",
                "/office/calendar",
                "/office/messages")) {
            assertThat(visitor.get(path).location()).as(path).startsWith("/sign-in?back=");
        }
        assertThat(visitor.post("/office/people").status()).isEqualTo(401);
    }

    @Test
    void aPasswordAloneOpensNothing() throws Exception {
        MockMvc browser = browser(Doors.closed(house));
        for (String path : List.of("/workbench", "/me", "/session", "/office/people", person("station"))) {
            assertThat(page(browser, "half signed in", path).getRedirectedUrl())
                    .as(path)
                    .startsWith("/sign-in?back=");
        }
    }

    @Test
    void whatIsForeignIsNotThereAndWhatIsSeenIsForbidden() throws Exception {
        Guest station = guest("station_operator of the station");
        assertThat(station.get(person("station") + "/erasure").status()).isEqualTo(403);
        assertThat(station.get(person("neighbour station") + "/erasure").status())
                .isEqualTo(404);
        assertThat(station.get("/office/people/" + UUID.randomUUID() + "/erasure")
                        .status())
                .isEqualTo(404);
        // a site is published, so that it is there is no secret
        assertThat(station.get("/office/staff/" + ground.place("far station")).status())
                .isEqualTo(403);
    }

    @Test
    void exportsAndGrantsAskForAFreshCode() throws Exception {
        MockMvc browser = browser(Doors.closed(house));
        Instant now = clock.instant();
        for (String path : List.of(
                "/network/export",
                "/office/accounts/" + ground.thing("account", "station").id() + "/grants/new")) {
            String who = path.contains("export") ? "auditor of the center" : "security_admin of the center";
            var late = get(path).accept(MediaType.TEXT_HTML);
            Walk.sign(late, ground.walker(who), now, now.minus(Duration.ofMinutes(6)));
            assertThat(browser.perform(late).andReturn().getResponse().getRedirectedUrl())
                    .startsWith("/session/confirm?back=");
            assertThat(page(browser, who, path).getStatus()).isEqualTo(200);
        }
    }

    @Test
    void aDeniedAttemptStandsInTheAudit() throws Exception {
        UUID account = clerk("station_operator", "station");
        guest(account).get(person("far station"));
        assertThat(as(
                        Scope.EVERYTHING,
                        () -> jdbc.sql("""
                                select result || ' ' || object_id from audit.event
                                where account = ? and what = 'access.denied'""").param(account).query(String.class).list()))
                .containsExactly("DENIED " + ground.canary("far station").person());
    }

    // --- who was there ---

    @Test
    void whoWasThereIsForThoseWhoLeadItOrAnswerForThePlaceAndForNoNeighbour() throws Exception {
        String here = ground.thing("activity", "station").id();
        String far = ground.thing("activity", "far station").id();
        Guest station = guest("station_operator of the station");
        assertThat(station.get("/checkin/" + here + "/desk").status()).isEqualTo(200);
        assertThat(station.get("/checkin/" + far + "/desk").status()).isEqualTo(404);
        assertThat(station.get("/checkin/" + far + "/roster").status()).isEqualTo(404);
        assertThat(station.post("/checkin/" + far + "/ticks", "reason", "示例").status())
                .isEqualTo(404);
        assertThat(guest("institute_operator of the institute")
                        .get("/checkin/" + here + "/desk")
                        .status())
                .isEqualTo(200);
        Guest resident = guest("resident of the station");
        assertThat(resident.get("/checkin/" + here + "/desk").status()).isEqualTo(404);
        assertThat(resident.get("/checkin/" + here + "/code").status()).isEqualTo(404);
        assertThat(resident.post("/checkin/" + here + "/cards", "number", "ZZ00000000000")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void oneComesOnlyForOneselfAndSignedIn() throws Exception {
        String here = ground.thing("activity", "station").id();
        assertThat(stranger().get("/checkin/offline").status()).isEqualTo(200);
        assertThat(stranger().get("/checkin/mine").status()).isIn(302, 401);
        assertThat(stranger()
                        .post("/checkin/" + here + "/arrivals", "code", "123456")
                        .status())
                .isEqualTo(401);
        assertThat(stranger().post("/checkin/events", "events", "[]").status()).isEqualTo(401);
        assertThat(guest("resident of the station").get("/checkin/mine").status())
                .isEqualTo(200);
    }

    // --- activities ---

    @Test
    void whoeverLeadsAnActivityLeadsThatOneAndWhoeverHoldsThePlaceHoldsItsActivities() throws Exception {
        String here = ground.thing("activity", "station").id();
        String far = ground.thing("activity", "far station").id();
        Guest station = guest("station_operator of the station");
        assertThat(station.get("/activities/" + here + "/lead").status()).isEqualTo(200);
        assertThat(station.get("/activities/" + far + "/lead").status()).isEqualTo(404);
        assertThat(station.get("/office/activities/" + here).status()).isEqualTo(200);
        assertThat(station.get("/office/activities/" + far).status()).isEqualTo(404);
        // a draft is nobody else's business, and letting somebody pass a rule is the street's word
        assertThat(stranger().get("/activities/" + here).status()).isEqualTo(404);
        assertThat(station.post("/office/activities/" + here + "/overrides").status())
                .isEqualTo(403);
        assertThat(station.post("/office/activities/" + here + "/look").status())
                .isEqualTo(403);
        Guest law = guest("branch_operator of the center for law");
        assertThat(law.get("/office/activities/"
                                + ground.thing("activity", "station, law").id())
                        .status())
                .isEqualTo(200);
        assertThat(law.get("/office/activities/"
                                + ground.thing("activity", "station, sports").id())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anybodyFindsActivitiesAndOnlyWhoIsSignedInSignsUp() throws Exception {
        assertThat(stranger().get("/activities").status()).isEqualTo(200);
        assertThat(stranger().get("/activities.ics").status()).isEqualTo(200);
        assertThat(stranger().get("/me/activities").status()).isIn(302, 401);
        assertThat(stranger().get("/activities/own.ics?key=guessed").status()).isEqualTo(404);
    }

    // --- projects ---

    @Test
    void aProjectIsReviewedByTheOrgansAboveAndNotByAStation() throws Exception {
        String review = "/office/projects/" + ground.thing("project", "station").id() + "/reviews";
        assertThat(guest("station_operator of the station").post(review).status())
                .isEqualTo(403);
        assertThat(guest("institute_operator of the institute")
                        .post(review, "verdict", "")
                        .status())
                .isEqualTo(422);
        assertThat(guest("inspector of the center").post(review).status()).isEqualTo(403);
        String far =
                "/office/projects/" + ground.thing("project", "far station").id();
        assertThat(guest("institute_operator of the institute").get(far).status())
                .isEqualTo(404);
    }

    @Test
    void aBranchCenterSeesTheIdeasOfItsFieldAlone() throws Exception {
        Guest law = guest("branch_operator of the center for law");
        assertThat(law.get("/office/projects/"
                                + ground.thing("project", "station, law").id())
                        .status())
                .isEqualTo(200);
        assertThat(law.get("/office/projects/"
                                + ground.thing("project", "station, sports").id())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anIdeaIsSeenByWhoeverLeadsItAndNotByTheNeighbour() throws Exception {
        String idea = "/me/projects/" + ground.thing("project", "station").id();
        assertThat(guest("station_operator of the station").get(idea).status()).isEqualTo(200);
        assertThat(guest("resident of the station").get(idea).status()).isEqualTo(404);
        assertThat(stranger()
                        .get("/projects/" + ground.thing("project", "station").id())
                        .status())
                .isEqualTo(404);
    }

    // --- each wall alone ---

    @Test
    void rowsStayClosedEvenWhenTheGateIsOpen() throws Exception {
        MockMvc open = browser(Doors.without(house, Doors.Guard.OPEN, handler -> true));
        for (String who : List.of(
                "station_operator of the station", "nobody", "resident of the station", "leader of the center")) {
            for (String where : List.of("neighbour station", "far station", "other institute")) {
                MockHttpServletResponse answer = page(open, who, person(where));
                assertThat(answer.getContentAsString())
                        .as("%s at %s", who, where)
                        .doesNotContain(ground.canary(where).phone().substring(7));
                assertThat(answer.getStatus()).as("%s at %s", who, where).isEqualTo(404);
            }
        }
        assertThat(page(open, "station_operator of the station", person("station"))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void theGateStaysShutEvenWhenRowsAreOpen() throws Exception {
        Guest station = guest("station_operator of the station");
        owner("alter table person.person disable row level security");
        try {
            assertThat(station.get(person("far station")).status()).isEqualTo(404);
            assertThat(station.get(person("station")).status()).isEqualTo(200);
        } finally {
            owner("alter table person.person enable row level security");
        }
    }

    // --- teams ---

    private String team(String where) {
        return "/teams/" + ground.thing("team", where).id();
    }

    @Test
    void aTeamIsLookedAfterByWhoeverLeadsItAndByTheOfficeOfItsPlaceAndByNobodyElse() throws Exception {
        Guest captain = guest("volunteer of the station");
        assertThat(captain.get(team("station") + "/lead").status()).isEqualTo(200);
        assertThat(captain.get(team("station") + "/messages/new").status()).isEqualTo(200);
        // teams are public, so somebody else's is there and forbidden
        assertThat(captain.get(team("neighbour station") + "/lead").status()).isEqualTo(403);
        assertThat(guest("volunteer of the center")
                        .get(team("station") + "/lead")
                        .status())
                .isEqualTo(403);
        Guest station = guest("station_operator of the station");
        assertThat(station.get(team("station") + "/lead").status()).isEqualTo(200);
        assertThat(station.get(team("neighbour station") + "/lead").status()).isEqualTo(403);
        assertThat(station.get("/office/teams/"
                                + ground.thing("team", "far station").id())
                        .status())
                .isEqualTo(403);
        assertThat(stranger().get(team("station")).status()).isEqualTo(200);
    }

    @Test
    void whoeverLeadsATeamNeitherFoundsNorChangesNorEndsOne() throws Exception {
        Guest captain = guest("volunteer of the station");
        String office = "/office/teams/" + ground.thing("team", "station").id();
        assertThat(captain.get("/office/teams").status()).isEqualTo(403);
        assertThat(captain.get("/office/teams/new").status()).isEqualTo(403);
        assertThat(captain.get(office + "/edit").status()).isEqualTo(403);
        assertThat(captain.get(office + "/end").status()).isEqualTo(403);
        assertThat(captain.get(office + "/leads/new").status()).isEqualTo(403);
        // a branch center reads the teams of its field, and changes none
        Guest law = guest("branch_operator of the center for law");
        String laws = "/office/teams/" + ground.thing("team", "station, law").id();
        assertThat(law.get(laws).status()).isEqualTo(200);
        assertThat(law.get(laws + "/edit").status()).isEqualTo(403);
        assertThat(law.get("/office/teams/" + ground.thing("team", "station").id())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void insertIntoAnotherStreetIsRefusedByTheDatabase() {
        Actor clerk = actor("station_operator of the station");
        Particulars somebody = new Particulars("句子某", MobileNumber.of("19600009999"), true, null, null, "");
        assertThatThrownBy(() -> rights.within(
                        clerk,
                        Action.PERSON_EDIT,
                        () -> house.getBean(People.class)
                                .register(
                                        clerk,
                                        new SiteId(ground.place("far station")),
                                        somebody,
                                        Basis.DUTY,
                                        List.of())))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void aScopeDoesNotLeakToTheNextTransaction() {
        for (int i = 0; i < 40; i++) {
            assertThat(as(Scope.EVERYTHING, this::people)).isPositive();
            assertThat(as(Scope.NOTHING, this::people)).isZero();
            assertThat(jdbc.sql("select count(*) from person.person")
                            .query(Integer.class)
                            .single())
                    .as("outside of any transaction")
                    .isZero();
        }
    }

    private int people() {
        return jdbc.sql("select count(*) from person.person")
                .query(Integer.class)
                .single();
    }

    @Test
    void aMovedStationFollowsTheNewStreetAtOnce() throws Exception {
        UUID moved = UUID.randomUUID();
        UUID resident = ground.system(() -> {
            jdbc.sql("insert into network.site (id, number, opened) values (?, ?, '2020-01-01')")
                    .params(moved, moved.toString())
                    .update();
            lies(moved, "institute");
            return ground.person("迁站某", moved, null, null);
        });
        Guest before = guest("institute_operator of the institute");
        Guest after = guest(clerk("institute_operator", "other institute"));
        assertThat(before.get("/office/people/" + resident).status()).isEqualTo(200);
        assertThat(after.get("/office/people/" + resident).status()).isEqualTo(404);
        try {
            ground.system(() -> {
                lies(moved, "other institute");
                return 0;
            });
            assertThat(before.get("/office/people/" + resident).status()).isEqualTo(404);
            assertThat(after.get("/office/people/" + resident).status()).isEqualTo(200);
        } finally {
            ground.system(() -> jdbc.sql("delete from scope.closure where site = ?")
                    .param(moved)
                    .update());
        }
    }

    // --- former rolls ---

    @Test
    void aStreetTakesOverItsOwnRollsAndSeesNobodyElses() throws Exception {
        String own = ground.thing("roll", "station").id();
        String others = ground.thing("roll", "other institute").id();
        String pair = ground.thing("pair", "station").id();
        String othersPair = ground.thing("pair", "other institute").id();
        Guest institute = guest("institute_operator of the institute");
        assertThat(institute.get("/office/rolls/" + own).status()).isEqualTo(200);
        assertThat(institute.get("/office/rolls/" + others).status()).isEqualTo(404);
        assertThat(institute
                        .get("/office/rolls/" + others + "/lines?kind=LIKELY")
                        .status())
                .isEqualTo(404);
        assertThat(institute.get("/office/rolls").body()).contains(own).doesNotContain(others);
        assertThat(institute.get("/office/rolls/pairs/" + pair).status()).isEqualTo(200);
        assertThat(institute.get("/office/rolls/pairs/" + othersPair).status()).isEqualTo(404);
        assertThat(institute.get("/office/rolls/pairs").body()).contains(pair).doesNotContain(othersPair);
        assertThat(institute
                        .post("/office/rolls/pairs/" + othersPair + "/merge", "reason", "示例：不该办成")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aStationEntersItsPeopleOneAtATimeAndNoRoll() throws Exception {
        Guest station = guest("station_operator of the station");
        assertThat(station.get("/office/rolls").status()).isEqualTo(403);
        assertThat(station.get("/office/rolls/"
                                + ground.thing("roll", "station").id())
                        .status())
                .isEqualTo(404);
    }

    /** As the room network keeps it. */
    private void lies(UUID site, String under) {
        jdbc.sql("delete from scope.closure where site = ?").param(site).update();
        jdbc.sql("""
                        insert into scope.closure (ancestor, site)
                        select ancestor, :site from scope.closure where site = :parent union all select :site, :site""").param("site", site).param("parent", ground.place(under)).update();
    }

    private Actor actor(String walker) {
        UUID account = Objects.requireNonNull(ground.walker(walker).account());
        return new Actor(Actor.Kind.STAFF, account, null, "测试", "", "127.0.0.1", "test");
    }

    private LocalDate today() {
        return ground.today();
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        return Acting.as(
                Actor.system("test"), scope, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private MockMvc browser(List<Filter> doors) {
        return MockMvcBuilders.webAppContextSetup(house)
                .addFilters(doors.toArray(Filter[]::new))
                .build();
    }

    private MockHttpServletResponse page(MockMvc browser, String who, String path) throws Exception {
        var asked = get(path).accept(MediaType.TEXT_HTML);
        Instant now = clock.instant();
        Walk.sign(asked, ground.walker(who), now, now);
        var result = browser.perform(asked).andReturn();
        if (result.getRequest().getAttribute(org.zhiyuan.shell.Problem.ATTRIBUTE)
                instanceof org.zhiyuan.shell.Problem problem) {
            result.getResponse().setStatus(problem.status());
        }
        return result.getResponse();
    }

    private static void owner(String sql) throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
