package org.zhiyuan.story;

import java.util.List;
import java.util.Map;

/** The pages of the house, for the gates. A new page is added here; {@link PageGatesTest} names the route that is not. */
final class Pages {
    private static final String SUBMIT = "main form.form .btn-p";
    /** The sample's project that is still being written. */
    private static final String DRAFT = "main .prj li:has(.t-idle) a";

    static final List<GatePage> ALL = List.of(
            // the frame
            GatePage.open("/"),
            GatePage.open("/about"),
            GatePage.open("/accessibility"),
            GatePage.open("/search"),
            GatePage.open("/search?q=%E5%8E%BF%E8%A1%97"),
            GatePage.open("/search?q=zzzz"),
            GatePage.open("/search?q=myh"),
            GatePage.open("/no-such-page").answering(404),
            GatePage.office("center", "/workbench"),
            GatePage.office("xianjie", "/workbench"),
            GatePage.open("/workbench").as("resident"),

            // the network, for everybody
            GatePage.open("/network"),
            GatePage.open("/network?q=zzzz"),
            GatePage.open("/network?street=530181009&on=2020-01-01"),
            GatePage.open("/network/sites/530181009205"),
            GatePage.open("/network/sites/shankou"),
            GatePage.open("/network/sites/530181009205?on=2020-01-01"),
            GatePage.open("/network/sites/530181009205/file"),
            GatePage.open("/network/sites/530181009205/way"),
            GatePage.open("/network/branches/sports"),
            GatePage.open("/network/units"),
            GatePage.open("/network/units").follow("main tbody td a"),

            // the network, in the office
            GatePage.office("mingyihe", "/office/network"),
            GatePage.office("center", "/office/network?street=530181009"),
            GatePage.office("leader", "/office/network?tier=branch&on=2024-03-01"),
            GatePage.office("inspector", "/office/network?q=zzzz"),
            GatePage.office("center", "/office/responsibilities"),
            GatePage.office("leader", "/office/responsibilities"),
            GatePage.office("center", "/office/responsibilities/law/change"),
            GatePage.office("center", "/office/responsibilities/law/change")
                    .follow(SUBMIT)
                    .answering(422),
            GatePage.office("center", "/office/responsibilities/law/change")
                    .fill("#f-unit", "party-school")
                    .fill("#f-from", "2027-03-01")
                    .fill("#f-document", "示例文〔2026〕1 号")
                    .follow(SUBMIT),
            GatePage.office("center", "{act}"),
            GatePage.office("center", "/office/units/new"),
            GatePage.office("center", "/office/units/new").follow(SUBMIT).answering(422),
            GatePage.office("center", "/office/units/party-school/name"),
            GatePage.office("center", "/office/units/party-school/end"),

            // the acts that change it, and place files
            GatePage.office("center", "/office/network/sites/530181009205"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205"),
            GatePage.office("branch-law", "/office/branches/law"),
            GatePage.office("center", "/office/network/sites/530181009/openings/new"),
            GatePage.office("center", "/office/network/sites/530181009205/names/new"),
            GatePage.office("center", "/office/network/sites/530181009205/codes/new"),
            GatePage.office("center", "/office/network/sites/530181009205/moves/new"),
            GatePage.office("center", "/office/network/sites/530181009205/mergers/new"),
            GatePage.office(
                    "center",
                    "/office/network/sites/530181009210/mergers/preview?successor=530181009208&from=2026-11-01&document=x"),
            GatePage.office(
                            "center",
                            "/office/network/sites/530181009210/mergers/preview?successor=zzzz&from=&document=")
                    .answering(422),
            GatePage.office("center", "/office/network/sites/530181009209/splits/new"),
            GatePage.office("center", "/office/network/sites/530181009205/closures/new"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/correction"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/place"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/hours"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/special-days"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/contacts"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/evidence"),
            GatePage.office("branch-law", "/office/branches/law/hours"),
            GatePage.office("branch-law", "/office/branches/law/place"),
            GatePage.office("branch-law", "/office/branches/law/special-days"),
            GatePage.office("branch-law", "/office/branches/law/contacts"),
            GatePage.office("branch-law", "/office/branches/law/evidence"),
            foreseen("530181009", "openings", "&name=示例新站&brief=示例新站&tier=STATION"),
            foreseen("530181009210", "names", "&name=示例新名新时代文明实践站&brief=示例新名站"),
            foreseen("530181009210", "codes", "&code=530181009299"),
            foreseen("530181009210", "moves", "&parent=530181008"),
            foreseen("530181009209", "splits", "&name=示例分站&brief=示例分站&tier=STATION&below=530181009"),
            foreseen("530181009210", "closures", ""),
            GatePage.office("center", "/office/network/sites/530181009205").follow("a[href*='/withdrawals/entries/']"),

            // its register
            GatePage.office("center", "/network/imports"),
            GatePage.office("center", "/network/imports").follow(SUBMIT).answering(422),
            GatePage.office("center", "{job}"),
            GatePage.office("center", "{sheet}"),

            // people
            GatePage.office("center", "/office/people"),
            found(),
            GatePage.office("center", "/office/people/new"),
            GatePage.office("center", "/office/people/new").follow(SUBMIT).answering(422),
            GatePage.office("center", "{person}"),
            GatePage.office("center", "{person}/edit"),
            GatePage.office("center", "{person}/consents"),
            GatePage.office("center", "{person}/erasure"),
            GatePage.office("center", "{person}/reveals/new?column=NAME"),
            GatePage.office("center", "{reveal}"),
            GatePage.office("center", "{person}/sensitive-reveals/new?column=IDENTITY_NUMBER"),
            GatePage.office("center", "{sensitive-reveal}"),
            GatePage.office("center", "{person}/verifications/new"),
            GatePage.open("/me").as("resident"),
            GatePage.open("/me").as("resident").follow("a[href^='/me/consents/']"),
            GatePage.open("/me/erasure").as("resident"),
            GatePage.open("/me/looks").as("resident"),
            GatePage.office("center", "/office/messages"),

            // signing in, and what one has open
            GatePage.open("/sign-in"),
            GatePage.open("/sign-in").follow("main form .btn-p").answering(422),
            numberGiven(),
            numberGiven().follow("main form .btn-p"),
            GatePage.open("/sign-in/staff"),
            GatePage.open("/sign-in/staff").follow("main form .btn-p").answering(422),
            halfSignedIn(),
            halfSignedIn().follow("/sign-in/backup-code"),
            GatePage.open("/developer"),
            GatePage.open("/dev/messages"),
            GatePage.office("center", "/session"),
            GatePage.open("/session").as("resident"),
            GatePage.office("center", "/session/password"),
            // one whose code was just proved: it is asked for again after a while
            GatePage.office("center2", "/session/authenticator"),
            GatePage.office("center", "/session/confirm"),

            // accounts and grants
            GatePage.office("sysadmin", "/office/accounts"),
            GatePage.office("sysadmin", "/office/accounts/new"),
            GatePage.office("sysadmin", "/office/accounts/new").follow(SUBMIT).answering(422),
            GatePage.office("sysadmin", "/office/accounts?words=mingyihe").follow("main tbody a"),
            GatePage.office("sysadmin", "/office/accounts?words=mingyihe")
                    .follow("main tbody a", "a[href$='/password']"),
            GatePage.office("sysadmin", "/office/accounts?words=mingyihe").follow("main tbody a", "a[href$='/state']"),
            GatePage.office("secadmin", "/office/accounts?words=mingyihe").follow("main tbody a"),
            GatePage.office("secadmin", "/office/accounts?words=mingyihe")
                    .follow("main tbody a", "a[href$='/authenticator']"),
            GatePage.office("secadmin", "/office/accounts?words=mingyihe")
                    .follow("main tbody a", "a[href$='/grants/new']"),
            GatePage.office("secadmin", "/office/accounts?words=mingyihe")
                    .follow("main tbody a", "a[href^='/office/grants/'][href$='/end']"),

            // the log
            GatePage.office("auditadmin", "/office/audit"),
            GatePage.office("auditadmin", "/office/audit").follow("main tbody th a"),

            // what the ledger proves in public
            GatePage.open("/ledger/heads"),
            GatePage.office("auditadmin", "/ledger/heads"),

            // certificates
            GatePage.open("/certificates"),
            GatePage.open("/certificates?code=zzzz").answering(404),
            GatePage.open("/me/certificates").as("volunteer"),
            GatePage.open("/me/certificates/new").as("volunteer"),
            GatePage.office("center", "/office/certificates"),
            GatePage.office("center", "/office/certificates/new"),
            GatePage.office("center", "/office/certificates/new").follow(SUBMIT).answering(422),

            // stars
            GatePage.open("/stars"),
            GatePage.open("/stars/objections/new?number=X2026-000012"),
            GatePage.open("/stars/objections/new").follow(SUBMIT).answering(422),
            GatePage.open("/stars/objections"),
            GatePage.open("/stars/objections?receipt=zzzz").answering(404),
            GatePage.open("/me/stars").as("volunteer"),
            GatePage.open("/me/stars").as("resident"),
            GatePage.office("center", "/office/stars"),
            // the inbox
            GatePage.open("/me/notices").as("volunteer"),
            GatePage.open("/me/notices").as("resident"),
            GatePage.open("/me/notices/settings").as("volunteer"),

            // complaints, for everybody, for oneself, and in the office
            GatePage.open("/complaints"),
            GatePage.open("/complaints?number=T2026-000001&code=AAAA").answering(422),
            GatePage.open("/complaints/T2020-000000-AAAAAAAAAAAA").answering(404),
            GatePage.open("/complaints/new"),
            GatePage.open("/complaints/new").follow("main form.form .btn-xl").answering(422),
            GatePage.open("/activities").follow("main .act h3 a", "main a[href^='/complaints/new']"),
            GatePage.open("/me/complaints").as("resident"),
            GatePage.open("/me/complaints").as("volunteer"),
            GatePage.open("/me/complaints").as("volunteer").follow("main a[href$='kind=CORRECTION']"),
            GatePage.office("center", "/office/complaints"),
            GatePage.office("center", "/office/complaints?state=CLOSED"),

            // posts and holders
            GatePage.office("center", "/office/staff"),
            GatePage.office("center", "/office/staff/holders"),
            GatePage.office("center", "/office/staff/530181009205"),
            GatePage.office("center", "/office/staff/530181009205/appointments/new"),
            GatePage.office("center", "/office/staff/530181009205/appointments/new")
                    .follow(SUBMIT)
                    .answering(422),
            GatePage.office("center", "/office/staff/530181009205").follow("a[href$='/end']"),
            GatePage.office("center", "{planned}"),

            // volunteers: what it is, registering, one's own page; the resident is on the way there, under age
            GatePage.open("/volunteer"),
            GatePage.open("/volunteer/registered"),
            GatePage.open("/volunteer/registered").follow(SUBMIT).answering(422),
            GatePage.open("/volunteer/registration").as("resident"),
            GatePage.open("/volunteer/registration/service").as("resident"),
            GatePage.open("/volunteer/registration/check").as("resident"),
            GatePage.open("/volunteer/registration/check")
                    .as("resident")
                    .follow(SUBMIT)
                    .answering(422),
            GatePage.open("/volunteer/registration/guardian").as("resident"),
            GatePage.open("/volunteer/registration/guardian-code").as("resident"),
            GatePage.open("/me/volunteer").as("resident"),
            GatePage.open("/me/volunteer").as("volunteer"),
            GatePage.open("/me/volunteer/service").as("volunteer"),
            GatePage.open("/me/volunteer/health").as("volunteer"),
            GatePage.open("/me/volunteer/withdrawal").as("volunteer"),
            GatePage.open("/me/volunteer/disowning").as("volunteer"),
            GatePage.open("/me/wards").as("resident"),

            // volunteers, in the office
            GatePage.office("center", "/office/volunteers"),
            GatePage.office("mingyihe", "/office/volunteers?state=DORMANT"),
            GatePage.office("center", "/office/volunteers/new"),
            GatePage.office("center", "/office/volunteers/new").follow(SUBMIT).answering(422),
            GatePage.office("center", "{volunteer}"),
            GatePage.office("center", "{volunteer}/confirmation"),
            GatePage.office("center", "{volunteer}/turns/disowning"),
            GatePage.office("center", "{volunteer}/trainings/new"),
            GatePage.office("center", "{volunteer}/trainings/new")
                    .follow(SUBMIT)
                    .answering(422),
            GatePage.office("center", "{volunteer}/awards/new"),
            GatePage.office("center", "{volunteer}").follow("a[href*='/records/']"),

            // projects: for everybody, for a captain on the telephone, in the office
            GatePage.open("/projects"),
            GatePage.open("/projects?state=closed&street=530181009"),
            GatePage.open("/projects").follow("main .prj a"),
            GatePage.open("/me/projects").as("volunteer"),
            GatePage.open("/me/projects").as("resident"),
            GatePage.open("/projects/new").as("resident"),
            GatePage.open("/projects/new").as("volunteer"),
            GatePage.open("/projects/new").as("volunteer").follow(SUBMIT).answering(422),
            GatePage.office("mingyihe", "/projects/new"),
            GatePage.open("/me/projects").as("volunteer").follow("main .prj a"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "a[href$='/withdrawal']"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "main a.btn-p"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "main a.btn-p", "a[href$='/basics']"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "main a.btn-p", "a[href$='/need']"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "main a.btn-p", "a[href$='/plan']"),
            GatePage.open("/me/projects").as("volunteer").follow(DRAFT, "main a.btn-p", "header a[href$='/risk']"),
            GatePage.office("center", "/office/projects"),
            GatePage.office("xianjie", "/office/projects?state=APPLIED").follow("main tbody th a"),
            GatePage.office("center", "/office/projects?state=RUNNING").follow("main tbody th a"),
            // the card, and whether one is good
            GatePage.open("/me/volunteer/card").as("volunteer"),
            GatePage.open("/volunteer/card-check"),
            GatePage.open("/volunteer/card-check").follow(SUBMIT).answering(422),
            GatePage.open("/volunteer/card-check")
                    .fill("#f-code", "ZYC1.AN00000000010.20271126.0123456789abcdef." + "A".repeat(86))
                    .follow(SUBMIT),
            GatePage.office("center", "{card}"),

            // teams, for everybody and for oneself; the volunteer leads one
            GatePage.open("/teams"),
            GatePage.open("/teams?q=zzzz"),
            GatePage.open("/teams?level=squad").follow("ul.team-list a"),
            GatePage.open("/teams?q=示例鸣矣河").follow("ul.team-list a"),
            GatePage.open("{team}/request").as("volunteer"),
            GatePage.open("{team}/request").as("resident"),
            GatePage.open("/me/teams").as("volunteer"),
            GatePage.open("/me/teams").as("resident"),
            GatePage.open("/me/teams").as("volunteer").follow("a[href$='/departure']"),
            GatePage.open("/me/family").as("volunteer"),
            GatePage.open("/me/family").as("volunteer").follow(SUBMIT).answering(422),
            GatePage.open("{led}/lead").as("volunteer"),
            GatePage.open("{led}/invitations/new").as("volunteer"),
            GatePage.open("{led}/invitations/new")
                    .as("volunteer")
                    .follow(SUBMIT)
                    .answering(422),
            GatePage.open("{led}/messages/new").as("volunteer"),
            GatePage.open("{led}/roster").as("volunteer"),
            GatePage.open("{led}/deputies/new").as("volunteer"),
            GatePage.open("{led}/stand-ins/new").as("volunteer"),
            GatePage.open("{led}/resignation").as("volunteer"),
            GatePage.open("{led}/requests/00000000-0000-7000-8000-000000000000/refusal")
                    .as("volunteer"),

            // teams, in the office
            GatePage.office("center", "/office/teams"),
            GatePage.office("mingyihe", "/office/teams?level=corps"),
            GatePage.office("center", "/office/teams/new"),
            GatePage.office("center", "/office/teams/new").follow(SUBMIT).answering(422),
            GatePage.office("center", "{office-team}"),
            GatePage.office("center", "{office-team}/edit"),
            GatePage.office("center", "{office-team}/end"),
            GatePage.office("center", "{office-team}/leads/new"),
            GatePage.office("center", "{office-team}/leads/new").follow(SUBMIT).answering(422),
            GatePage.office("center", "{office-team}").follow("a[href*='/leads/'][href$='/end']"),
            GatePage.office("center", "{office-team}/members/new"),
            GatePage.office("center", "{led}/roster"),
            // rolls of former years
            GatePage.office("center", "/office/rolls"),
            GatePage.office("center", "/office/rolls").follow(SUBMIT).answering(422),
            GatePage.office("center", "{roll}"),
            GatePage.office("center", "{roll}/lines?kind=LIKELY"),
            GatePage.office("center", "/office/rolls/pairs"),
            GatePage.office("center", "{pair}"),
            GatePage.office("center", "{pair}").follow(SUBMIT).answering(422),

            // service hours: the rules for everybody, one's own, the office's
            GatePage.open("/hours/rules"),
            GatePage.open("/me/hours").as("volunteer"),
            GatePage.open("/me/hours").as("volunteer").follow(".ent a"),
            GatePage.open("/me/hours").as("volunteer").follow(".ent a", SUBMIT).answering(422),
            GatePage.open("/me/hours").as("resident"),
            GatePage.office("center", "/office/hours"),
            GatePage.office("xianjie", "/office/hours").follow("main tbody th a"),
            GatePage.office("center", "/office/hours").follow("main a[href*='/occasions/']"),
            GatePage.office("center", "/office/hours").follow("main a[href*='/occasions/']", ".head a[href$='/late']"),
            GatePage.office("center", "/office/hours")
                    .follow("main a[href*='/occasions/']", ".head a[href$='/late']", SUBMIT)
                    .answering(422),

            // service check-in: one's own, the leader's desk, paper, and the page without a network
            GatePage.open("/checkin/mine").as("volunteer"),
            GatePage.open("/checkin/mine").as("resident"),
            GatePage.open("/checkin/mine").as("volunteer").follow("main a.btn-xl"),
            GatePage.open("/checkin/mine").as("volunteer").follow("main a[href$='/desk']"),
            GatePage.open("/checkin/mine").as("volunteer").follow("main a[href$='/desk']", "main a[href$='/sheet']"),
            GatePage.open("/checkin/mine").as("volunteer").follow("main a[href$='/desk']", "main a[href$='/paper']"),
            GatePage.open("/checkin/mine")
                    .as("volunteer")
                    .follow("main a[href$='/desk']", "main a[href$='/paper']", SUBMIT)
                    .answering(422),
            GatePage.open("/checkin/mine").as("volunteer").follow("main a[href$='/desk']", "main a[href*='/seats/']"),
            GatePage.open("/checkin/offline"),

            // activities: for everybody, for volunteers, for whoever leads one, in the office
            GatePage.open("/activities"),
            GatePage.open("/activities").as("volunteer"),
            GatePage.open("/activities?day=2026-01-01&open=yes"),
            GatePage.open("/activities/calendar"),
            GatePage.open("/activities").follow("main .act h3 a"),
            GatePage.open("/activities").as("volunteer").follow("main .act h3 a"),
            GatePage.open("/me/activities").as("volunteer"),
            GatePage.open("/me/activities").as("resident"),
            GatePage.open("/me/activities").as("volunteer").follow("main a[href$='/lead']"),
            GatePage.open("/me/activities").as("volunteer").follow("main a[href$='/lead']", "main a[href$='/result']"),
            GatePage.open("/me/activities")
                    .as("volunteer")
                    .follow("main a[href$='/lead']", "main a[href$='/result']", SUBMIT)
                    .answering(422),
            GatePage.open("/me/activities")
                    .as("volunteer")
                    .follow("main a[href$='/lead']", "main a[href$='/incidents/new']"),
            GatePage.office("center", "/office/activities"),
            GatePage.office("center", "/office/activities").follow("main tbody th a"),
            GatePage.office("center", "/office/activities?state=DRAFT").follow("main tbody th a"),
            GatePage.office("center", "/office/activities?state=DRAFT").follow("main tbody th a", "a[href$='/edit']"),
            GatePage.office("mingyihe", "/office/activities/new"),
            GatePage.office("mingyihe", "/office/activities/new").follow(SUBMIT).answering(422),

            // the calendar
            GatePage.office("center", "/office/calendar"),
            GatePage.office("center", "/office/calendar/days/new"),
            GatePage.office("center", "/office/calendar/hours/new"),
            GatePage.office("center", "/office/calendar").follow("a[href$='/edit']"));

    /** Routes that answer a read and yet are no page that the gates look at, and why. */
    static final Map<String, String> NO_PAGES = Map.ofEntries(
            Map.entry("/favicon.svg", "a picture"),
            Map.entry("/office/network/level", "a part of the tree, for the script"),
            Map.entry("/office/network/withdrawals/acts/{act}", "as …/entries/{act}, for another kind of act"),
            Map.entry("/office/network/withdrawals/openings/{act}", "as …/entries/{act}, for another kind of act"),
            Map.entry("/office/network/withdrawals/branch-entries/{act}", "as …/entries/{act}, of a branch center"),
            Map.entry(
                    "/me/projects/{project}/appeal",
                    "as …/withdrawal, of a refused project: ProjectStoryTest goes there"),
            Map.entry("/me/projects/{project}/mid-review", "asked half-way: ProjectStoryTest goes there"),
            Map.entry("/me/projects/{project}/report", "at the closing: ProjectStoryTest goes there"),
            Map.entry("/projects/{project}/report", "after the closing: ProjectStoryTest goes there"),
            Map.entry("/office/projects/{project}/report", "as /projects/{project}/report"),
            Map.entry("/checkin/{activity}/code", "while an activity is on: PresenceStoryTest goes there"),
            Map.entry("/checkin/{activity}/code/now", "a part of the venue's code, for the script"),
            Map.entry("/checkin/{activity}/statement", "of one who forgot to go: PresenceStoryTest goes there"),
            Map.entry(
                    "/checkin/{activity}/doubts/{doubt}", "where something is doubtful: PresenceStoryTest goes there"),
            Map.entry("/checkin/{activity}/roster", "data for the leader's phone"),
            Map.entry("/checkin/bundle", "data for one's own phone"),
            Map.entry("/checkin/worker.js", "a script"),
            Map.entry("/checkin/manifest.webmanifest", "data for the browser"),
            Map.entry("/activities.ics", "a download"),
            Map.entry("/activities/own.ics", "a download"),
            Map.entry("/activities/{activity}/calendar.ics", "a download"),
            Map.entry("/activities/{activity}/photo", "a picture"),
            Map.entry("/form-tokens", "a token for the script"),
            Map.entry("/files/{file}", "a download"),
            Map.entry("/complaints/{receipt}", "with the code of somebody who filed: ComplaintStoryTest goes there"),
            Map.entry("/office/audit.csv", "a download"),
            Map.entry("/office/audit/{event}/proof.json", "a download"),
            Map.entry("/office/rolls/template", "a download"),
            Map.entry("/office/rolls/{roll}/errors", "a download"),
            Map.entry("/me/hours/{entry}/proof.json", "a download"),
            Map.entry("/ledger/heads/{day}.json", "a download"),
            Map.entry("/ledger/consistency.json", "a download"),
            Map.entry("/ledger/key.pem", "a download"),
            Map.entry("/me/certificates/{paper}", "CertificatePagesTest issues one and looks at it"),
            Map.entry("/me/certificates/{paper}/certificate.pdf", "a download"),
            Map.entry("/me/certificates/{paper}/certificate.json", "a download"),
            Map.entry("/certificates/{code}", "CertificatePagesTest issues one and looks at it"),
            Map.entry("/office/certificates/{certificate}", "CertificatePagesTest issues one and looks at it"),
            Map.entry("/office/certificates/{certificate}/certificate.pdf", "a download"),
            Map.entry(
                    "/office/certificates/{certificate}/revocation", "CertificatePagesTest issues one and looks at it"),
            Map.entry(
                    "/office/certificate-applications/{application}",
                    "CertificatePagesTest issues one and looks at it"),
            Map.entry(
                    "/office/certificate-applications/{application}/refusal",
                    "CertificatePagesTest issues one and looks at it"),
            Map.entry("/office/stars/{star}", "of one whose hours reach a star: RewardStoryTest goes there"),
            Map.entry("/office/stars/{star}/refusal", "as /office/stars/{star}/revocation: RewardStoryTest goes there"),
            Map.entry("/office/stars/{star}/revocation", "of a granted one: RewardStoryTest goes there"),
            Map.entry("/me/complaints/{filed}", "after one was filed: ComplaintStoryTest goes there"),
            Map.entry("/office/complaints/{complaint}", "after one was filed: ComplaintStoryTest goes there"),
            Map.entry("/office/ledger/log.jsonl", "a download"),
            Map.entry("/network/export", "a download"),
            Map.entry("/network/imports/template", "a download"),
            Map.entry("/preference/elder", "leads back"),
            Map.entry("/preference/language", "leads back"),
            Map.entry("/setup", "answers only where nobody has an account yet"),
            Map.entry("/sign-in/bind", "asked once, of somebody whose account is new: SignInStoryTest goes there"),
            Map.entry(
                    "/sign-in/new-password",
                    "asked once, of somebody whose account is new: SignInStoryTest goes there"),
            Map.entry("/sign-in/next", "leads on"));

    private static GatePage found() {
        return GatePage.office("center", "/office/people")
                .fill("main form.form input[type=text],main form.form input[type=tel]", "13800001003")
                .follow(SUBMIT);
    }

    /** What an act would move and leave, as the center looks at it before it confirms. */
    private static GatePage foreseen(String site, String act, String particulars) {
        return GatePage.office(
                "center",
                "/office/network/sites/" + site + "/" + act + "/preview?from=2027-03-01&document=示例文〔2026〕4 号"
                        + particulars);
    }

    /** Whoever looks again within the minute is told so there. */
    private static GatePage numberGiven() {
        return GatePage.open("/sign-in").fill("#f-phone", "19600020001").follow("main form .btn-p");
    }

    private static GatePage halfSignedIn() {
        return GatePage.open("/sign-in/staff")
                .fill("#f-login", "auditor")
                .fill("#f-password", "Shili.2026.Shili")
                .follow("main form .btn-p");
    }

    private Pages() {}
}
