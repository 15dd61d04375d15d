package org.zhiyuan.reward;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;

/** What anybody says against a star while it is told of, and the answer, which another gives than decided. */
@Service
@Transactional
public class Objections {
    /** As many as one star may have open at a time; the database counts. */
    static final int OPEN_MAX = 50;

    private static final int SHOWN_MAX = 100;
    private static final int RECEIPT_LENGTH = 16;
    /** Neither 0 and o nor 1, i and l. */
    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final ObjectionStore store;
    private final Stars stars;
    private final Schemes schemes;
    private final WorkingDays workingDays;
    private final Audit audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Objections(
            ObjectionStore store,
            Stars stars,
            Schemes schemes,
            WorkingDays workingDays,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.stars = stars;
        this.schemes = schemes;
        this.workingDays = workingDays;
        this.audit = audit;
        this.clock = clock;
    }

    /** Objects to what is told under this number; answers the receipt that opens the answer later, known to nobody else. */
    public String object(Actor actor, String number, String words) {
        StarPolicy.wordsGiven(words).orRefuse();
        Notice notice = stars.notice(number)
                .orElseThrow(() -> new Refusal(Text.of("没有这个编号的公示，或者公示已经结束"), Text.of("请看星级公示里的编号，像 X2026-000012")));
        Instant now = clock.instant();
        int days = schemes.current().map(Scheme::answerDays).orElse(Scheme.NOTICE_DAYS_MIN);
        String receipt = receipt();
        Objection objection = new Objection(
                Ids.next(clock),
                notice.star(),
                words.strip(),
                now,
                workingDays.calendar().due(now, days).at(),
                null,
                false,
                "");
        try {
            store.add(objection, digest(receipt), actor.person());
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
        audit.record(Deed.of("star.objected", Text.of("有人对星级公示 {0} 提出异议", notice.number()))
                .on("star", notice.star(), notice.site().value()));
        return receipt;
    }

    private String receipt() {
        StringBuilder receipt = new StringBuilder(RECEIPT_LENGTH);
        random.ints(RECEIPT_LENGTH, 0, SIGNS.length()).forEach(i -> receipt.append(SIGNS.charAt(i)));
        return receipt.toString();
    }

    private static byte[] digest(String receipt) {
        try {
            String plain = receipt.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
            return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException refusal(DataIntegrityViolationException e) {
        String why = String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        if (why.contains("the notice is over")) {
            return new Refusal(Text.of("公示刚刚结束，没有收下"), Text.of("授予以后发现不实的，请向登记的实践站反映，由两个人复核"));
        }
        if (why.contains("so many object")) {
            return new Refusal(Text.of("对这一条的异议已经很多，正在核实"), Text.of("请过几天看结果"));
        }
        return e;
    }

    /** For whoever has the receipt; blanks, hyphens and capitals are forgiven. */
    @Transactional(readOnly = true)
    public Optional<Objection.Told> told(String receipt) {
        return store.told(digest(receipt));
    }

    /** In the actor's sight, the oldest first. */
    @Transactional(readOnly = true)
    public List<Objection> of(StarId star) {
        return store.of(star, SHOWN_MAX);
    }

    /** In the actor's sight, what is to be answered first comes first. */
    @Transactional(readOnly = true)
    public List<Objection> open(int limit) {
        return store.open(clock.instant(), limit);
    }

    /** Answers; what is upheld stops the star. */
    public void answer(Actor actor, StarId id, UUID objection, boolean upheld, String answer) {
        StarPolicy.reasonGiven(answer).orRefuse();
        Star star = stars.lock(id);
        Objection found = store.lock(objection)
                .filter(one -> one.star().equals(id))
                .orElseThrow(() -> new Absent("objection " + objection));
        if (!found.open()) {
            throw new Refusal(Text.of("这条异议已经答复过了"), Text.of("请刷新页面看看"));
        }
        StarPolicy.anotherAnswers(actor, star).orRefuse();
        store.answer(objection, upheld, answer.strip(), actor, clock.instant());
        audit.record(Stars.about(
                        star,
                        "star.objection_answered",
                        upheld ? Text.of("异议成立：星级公示 {0}", star.number()) : Text.of("异议不成立：星级公示 {0}", star.number()))
                .because(answer.strip()));
        if (upheld && star.state() == StarState.NOTICED) {
            stars.end(actor, star, StarState.STOPPED, Star.Cause.OBJECTED, answer.strip());
        }
    }
}
