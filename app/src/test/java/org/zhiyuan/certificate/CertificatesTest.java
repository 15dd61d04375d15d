package org.zhiyuan.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.zhiyuan.HouseTest;
import org.zhiyuan.hours.Reversal;
import org.zhiyuan.hours.TakenBack;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.ledger.EntryId;
import org.zhiyuan.ledger.Outsider;
import org.zhiyuan.ledger.TransferId;
import org.zhiyuan.paper.Archive;
import org.zhiyuan.paper.Pdf;
import org.zhiyuan.person.OwnData;

/** Certificates over hours that are really posted and sealed, looked at by veraPDF, pdftotext and the outsider's checker. */
@HouseTest
class CertificatesTest {
    @Autowired
    private ApplicationContext house;

    @Autowired
    private Issuing issuing;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Applications applications;

    @Autowired
    private CertificateStore store;

    @Autowired
    private OwnData ownData;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Pdf pdf;

    private Counter counter;

    @BeforeEach
    void open() {
        counter = new Counter(house, "欧阳示例戊");
    }

    @AfterEach
    void clear() {
        counter.clear();
    }

    @Test
    void whoRecordedIssuesAndAnOutsiderBelievesEveryLine() {
        Certificate certificate = counter.issued(9);
        byte[] document = issuing.document(certificate);
        Outsider outsider = counter.sealing.outsider();

        assertThat(outsider.certificate(document, new byte[0])).isTrue();
        assertThat(new String(document, UTF_8))
                .contains("\"type\":\"zhiyuan-certificate-v1\"")
                .doesNotContain("owner");
        assertThat(certificate.number()).matches("ZA-[0-9]{4}-[0-9]{7}");
        assertThat(certificate.lines()).isEqualTo(9);
        assertThat(issuing.face(certificate).total()).isEqualTo(certificate.time());
    }

    @Test
    void aCertificateKeepsForDecadesAndItsTextIsCopiedAsRealCharacters() throws Exception {
        Certificate certificate = counter.issued(18);
        byte[] paper = issuing.paper(certificate);
        Archive.draw(paper, Path.of("target/certificates"), "certificate");

        Archive.Conformance conformance = Archive.conformance(paper);
        System.out.printf(
                "veraPDF: %s, %,d assertions; %,d bytes%n",
                conformance.right() ? "PDF/A-3u" : conformance.faults(), conformance.assertions(), paper.length);
        assertThat(conformance.faults()).isEmpty();
        assertThat(conformance.right()).isTrue();

        String copied = Archive.text(paper);
        assertThat(copied.codePoints().filter(CertificatesTest::lookalike).count())
                .as("compatibility radicals and ideographs")
                .isZero();
        Face face = issuing.face(certificate);
        Map<Integer, Integer> onPaper = counted(copied);
        counted(face.everything() + "志愿服务证明可在线核验盖章处补录")
                .forEach((sign, times) -> assertThat(onPaper.getOrDefault(sign, 0))
                        .as("%s", Character.toString(sign))
                        .isGreaterThanOrEqualTo(times));
        assertThat(copied.replaceAll("\\s", ""))
                .contains(face.holder(), face.number(), face.code(), "志愿服务证明", "谁记录谁证明");
    }

    private static boolean lookalike(int sign) {
        return sign >= 0x2E80 && sign <= 0x2FDF || sign >= 0xF900 && sign <= 0xFAFF || sign == 0xFFFD;
    }

    private static Map<Integer, Integer> counted(String text) {
        Map<Integer, Integer> counted = new TreeMap<>();
        text.codePoints().filter(Character::isIdeographic).forEach(sign -> counted.merge(sign, 1, Integer::sum));
        return counted;
    }

    @Test
    void thePdfIsTheOneThatWasIssuedToTheByte() {
        Certificate certificate = counter.issued(3);
        byte[] paper = issuing.paper(certificate);
        Shown shown = shown(certificate);

        assertThat(Certificates.isPaper(shown, paper)).isTrue();
        assertThat(Certificates.isDigest(shown, HexFormat.of().withUpperCase().formatHex(shown.pdfDigest())))
                .isTrue();
        byte[] changed = paper.clone();
        changed[paper.length / 2] ^= 1;
        assertThat(Certificates.isPaper(shown, changed)).isFalse();
        assertThat(Certificates.isDigest(shown, "zz")).isFalse();
    }

    private Shown shown(Certificate certificate) {
        return counter.system(() -> certificates.shown(certificate.code()).orElseThrow());
    }

    @Test
    void thePublicRowSaysNoMoreThanItMust() {
        Certificate certificate = counter.issued(8);
        Shown shown = shown(certificate);

        assertThat(shown.name()).isEqualTo("欧**");
        assertThat(shown.mix().values().stream().reduce(ServiceTime.NONE, ServiceTime::plus))
                .isEqualTo(certificate.time());
        assertThat(shown.mix()).containsKey(Manner.Group.LATE);
        assertThat(shown.noticedTo()).isEqualTo(shown.issuedOn().plusDays(7));
        String row =
                counter.system(() -> jdbc.sql("select to_jsonb(s)::text || to_jsonb(k)::text from certificate.shown s"
                                + " join certificate.certificate k on k.id = s.certificate where s.code = ?")
                        .param(certificate.code())
                        .query(String.class)
                        .single());
        assertThat(row).doesNotContain("欧阳").doesNotContain("手机课堂").doesNotContain("孙示例丙");
    }

    @Test
    void whatAnotherPlaceRecordedIsNotCertified() {
        List<Credit> here = counter.serve(counter.station, 2);
        List<Credit> both = counter.serve(counter.elsewhere, 3);
        counter.sealing.seal();
        Application application = counter.apply();
        Prepared prepared = counter.prepare(application);

        // what was recorded elsewhere is left out
        assertThat(prepared.credits()).containsExactlyElementsOf(here);
        // and is refused where it slips in, by code
        Prepared slipped =
                new Prepared(prepared.id(), application, both, prepared.shown(), prepared.document(), prepared.paper());
        assertThatThrownBy(() -> counter.issue(slipped))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("谁记录谁证明");
        // and by the database
        Certificate certificate = counter.issue(prepared);
        assertThatThrownBy(() -> counter.system(() -> {
                    store.add(certificate.id(), 9, both.getLast());
                    return true;
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("was recorded elsewhere");
    }

    @Test
    void theDatabaseRefusesATotalThatTheLinesDoNotGive() {
        counter.serve(counter.station, 2);
        counter.sealing.seal();
        Prepared prepared = counter.prepare(counter.apply());
        Prepared less = new Prepared(
                prepared.id(),
                prepared.application(),
                prepared.credits().subList(0, 1),
                prepared.shown(),
                prepared.document(),
                prepared.paper());

        assertThatThrownBy(() -> counter.issue(less)).rootCause().hasMessageContaining("minutes in");
    }

    @Test
    void whatIsNotSealedIsNotCertified() {
        List<Credit> served = new ArrayList<>(counter.serve(counter.station, 1));
        Credit real = served.getFirst();
        house.getBean(HeldCredits.class)
                .hold(
                        counter.volunteer.id(),
                        List.of(new Credit(
                                new org.zhiyuan.ledger.EntryId("posting", new java.util.UUID(0, 1) + "/2"),
                                real.site(),
                                real.activity(),
                                real.day(),
                                real.place(),
                                real.content(),
                                real.time(),
                                real.organiser(),
                                real.responsible(),
                                real.manner(),
                                real.late(),
                                real.recorder())));
        Application application = counter.apply();

        assertThatThrownBy(() -> counter.prepare(application))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("还没有封存");
    }

    @Test
    void nobodyCertifiesHisOwnService() {
        counter.serve(counter.station, 1);
        counter.sealing.seal();
        Application application = counter.apply();
        Actor self = new Actor(
                Actor.Kind.STAFF,
                counter.clerk.account(),
                counter.volunteer.person().value(),
                "本人",
                "站办事员",
                "198.51.100.7",
                "test");

        assertThatThrownBy(() -> issuing.prepare(self, application, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能给自己开证明");
        Prepared prepared = counter.prepare(application);
        assertThatThrownBy(() -> counter.system(() -> {
                    store.add(
                            prepared,
                            counter.clerk.account(),
                            "本人",
                            counter.volunteer.person().value(),
                            java.time.Instant.EPOCH);
                    return true;
                }))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void anApplicationIsDoneOnce() {
        counter.serve(counter.station, 1);
        counter.sealing.seal();
        Application application = counter.apply();
        assertThatThrownBy(counter::apply).isInstanceOf(Refusal.class).hasMessageContaining("已经向这里申请过");
        Prepared prepared = counter.prepare(application);
        Prepared again = counter.prepare(application);
        counter.issue(prepared);

        assertThatThrownBy(() -> counter.issue(again))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已经办过了");
    }

    @Test
    void twoRevokeAndThePublicPageSaysSo() {
        Certificate certificate = counter.issued(1);
        counter.at(counter.station, counter.clerk, () -> {
            certificates.propose(counter.clerk, certificate.id(), "活动没有办过");
            return true;
        });

        assertThat(shown(certificate).valid()).isTrue();
        assertThatThrownBy(() -> counter.at(counter.station, counter.clerk, () -> {
                    certificates.settle(counter.clerk, certificate.id(), true);
                    return true;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能自己确认");
        // nor past the code: neither alone nor by the same account
        assertThatThrownBy(() -> counter.system(() -> {
                    store.revoke(certificate.id(), counter.today());
                    return true;
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("two persons revoke");
        assertThatThrownBy(() -> counter.system(() -> store.settle(
                        store.openRevocations(1).getFirst().id(),
                        true,
                        counter.clerk.account(),
                        null,
                        "",
                        java.time.Instant.EPOCH)))
                .isInstanceOf(DataAccessException.class);
        counter.at(counter.station, counter.second, () -> {
            certificates.settle(counter.second, certificate.id(), true);
            return true;
        });

        assertThat(shown(certificate).state()).isEqualTo(Certificate.State.REVOKED);
        assertThat(shown(certificate).revokedOn()).isEqualTo(counter.today());
    }

    /** One of the office who has a certificate himself, and the one who issued it, do not keep it standing. */
    @Test
    void nobodyKeepsHisOwnCertificateAndWhoIssuedItDoesNotEither() {
        Certificate certificate = counter.issued(1);
        Actor holder = new Actor(
                Actor.Kind.STAFF,
                UUID.randomUUID(),
                counter.volunteer.person().value(),
                "本人",
                "站办事员",
                "198.51.100.7",
                "test");
        assertThatThrownBy(() -> at(holder, () -> certificates.propose(holder, certificate.id(), "示例：不要了")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("您自己的");
        at(counter.second, () -> certificates.propose(counter.second, certificate.id(), "活动没有办过"));

        for (Actor actor : List.of(holder, counter.clerk)) {
            assertThatThrownBy(() -> at(actor, () -> certificates.settle(actor, certificate.id(), false)))
                    .isInstanceOf(Refusal.class);
            // nor past the code
            UUID open =
                    counter.system(() -> store.openRevocations(1)).getFirst().id();
            assertThatThrownBy(() -> counter.system(() ->
                            store.settle(open, false, actor.account(), actor.person(), "", java.time.Instant.EPOCH)))
                    .hasMessageContaining("settled by its holder");
        }
        at(counter.clerk, () -> certificates.settle(counter.clerk, certificate.id(), true));
        assertThat(shown(certificate).valid()).isFalse();
    }

    private void at(Actor actor, Runnable work) {
        counter.at(counter.station, actor, () -> {
            work.run();
            return true;
        });
    }

    @Test
    void whatIsTakenBackWhileItIsDrawnIsNotCertified() {
        List<Credit> served = counter.serve(counter.station, 2);
        counter.sealing.seal();
        Prepared prepared = counter.prepare(counter.apply());
        counter.credit(served.subList(0, 1));

        assertThatThrownBy(() -> counter.issue(prepared))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("刚才有时长变了");
        assertThat(counter.system(() -> certificates.of(counter.volunteer.id())))
                .isEmpty();
    }

    @Test
    void ofAChildAndOfWhoseAgeNobodyKnowsNothingIsToldInPublic() {
        Certificate certificate = counter.issued(1);
        assertThat(shown(certificate).noticedTo()).isNotNull();
        for (LocalDate born :
                new LocalDate[] {null, counter.today().minusYears(14).plusDays(1)}) {
            Counter other = new Counter(house, "欧阳示例己", born);
            try {
                Certificate quiet = other.issued(1);
                assertThat(shown(quiet).noticedTo()).isNull();
            } finally {
                other.clear();
            }
        }
    }

    @Test
    void itFallsWithAServiceThatTwoPersonsTookBackAndOnlyThen() {
        Certificate certificate = counter.issued(3);
        Certificate other = counter.issued(4);
        UUID asked = UUID.randomUUID();
        UUID done = UUID.randomUUID();
        // the services of the first stand on the second as well, and one of its own
        EntryId own = new EntryId(
                "posting",
                lines(other).stream()
                        .filter(line -> !lines(certificate).contains(line))
                        .findFirst()
                        .orElseThrow());

        assertThat(follow(EntryId.posting(new TransferId(UUID.randomUUID()), 2), asked, done))
                .isZero();
        assertThat(follow(own, asked, done)).isOne();
        assertThat(follow(own, asked, done)).as("once more").isZero();

        assertThat(shown(other).state()).isEqualTo(Certificate.State.REVOKED);
        assertThat(shown(certificate).valid()).isTrue();
        Revocation revocation =
                counter.system(() -> certificates.revocations(other.id())).getFirst();
        assertThat(revocation.account()).isEqualTo(asked);
        assertThat(revocation.settledName()).isEqualTo("乙");
        assertThat(revocation.reason()).contains("活动没有办");
    }

    @Test
    void itFallsThoughOneOfTheTwoProposedItBefore() {
        Certificate certificate = counter.issued(2);
        counter.at(counter.station, counter.second, () -> {
            certificates.propose(counter.second, certificate.id(), "示例：有疑问");
            return true;
        });

        assertThat(follow(
                        new EntryId("posting", lines(certificate).getFirst()),
                        UUID.randomUUID(),
                        Objects.requireNonNull(counter.second.account())))
                .isOne();
        assertThat(shown(certificate).state()).isEqualTo(Certificate.State.REVOKED);
    }

    private List<String> lines(Certificate certificate) {
        return counter.system(() -> store.entries(certificate.id()));
    }

    private int follow(EntryId entry, UUID asked, UUID done) {
        Reversal reversal = new Reversal(
                new org.zhiyuan.hours.EntryId(UUID.randomUUID()),
                "示例：活动没有办",
                asked,
                "甲",
                java.time.Instant.EPOCH,
                done,
                "乙",
                java.time.Instant.EPOCH);
        List<TakenBack> takenBack = List.of(new TakenBack(entry, reversal));
        List<CertificateId> counting = counter.system(() -> certificates.counting(takenBack));
        counting.forEach(id -> counter.system(() -> {
            certificates.fall(id, takenBack);
            return true;
        }));
        return counting.size();
    }

    @Test
    void whatStoodOnItGoesWithItsHolder() {
        Certificate certificate = counter.issued(2);
        counter.system(() -> {
            ownData.erase(counter.volunteer.person(), "本人要求");
            return true;
        });

        assertThat(shown(certificate).erased()).isTrue();
        assertThat(shown(certificate).name()).isEmpty();
        assertThatThrownBy(() -> issuing.paper(certificate)).isInstanceOf(Absent.class);
        assertThatThrownBy(() -> issuing.document(certificate)).isInstanceOf(Absent.class);
    }

    @Test
    void aNameOutsideTheLettersIsToldBeforeAnythingIsPrinted() {
        assertThat(pdf.missing("欧阳示例·𬱖")).isEmpty();
        assertThat(pdf.missing("龘靐")).isNotEmpty();
        Counter rare = new Counter(house, "示例靐");
        try {
            rare.serve(rare.station, 1);
            rare.sealing.seal();
            Application application = rare.apply();
            assertThatThrownBy(() -> rare.prepare(application))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("靐");
        } finally {
            rare.clear();
        }
    }

    @Test
    void fiveHundredServicesAreDrawnInTime() throws IOException {
        counter.serve(counter.station, 500);
        counter.sealing.seal();
        Application application = counter.apply();
        counter.prepare(application);
        long began = System.nanoTime();
        Prepared prepared = counter.prepare(application);
        long millis = (System.nanoTime() - began) / 1_000_000;
        Certificate certificate = counter.issue(prepared);
        byte[] document = issuing.document(certificate);
        System.out.printf(
                "500 services: gathered, signed, drawn and sealed in %,d ms; PDF %,d bytes, JSON %,d bytes%n",
                millis, issuing.paper(certificate).length, document.length);

        assertThat(millis).isLessThan(30_000);
        assertThat(counter.sealing.outsider().certificate(document, new byte[0]))
                .isTrue();
        assertThat(Archive.conformance(issuing.paper(certificate)).right()).isTrue();
    }
}
