package org.zhiyuan.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Inbox;

/** What happened to somebody, as he reads it; and which of it he wants by text message too. */
@Service
@Transactional
public class Notices implements Inbox {
    private static final int UNREAD_MAX = 100;
    private static final int PAGE_MAX = 500;
    private static final int KEEP_DAYS = 90;
    private static final int QUIET_FROM = 21;
    private static final int QUIET_UNTIL = 8;
    private static final int FORGET_AT_ONCE = 5_000;

    private final NoticeStore store;
    private final InstantSource clock;

    Notices(NoticeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Tells somebody of an act, in the transaction of the act and once for it: asked again, nothing happens.
     *
     * @param source the act's own id
     * @param href where more of it stands
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(PersonId person, Kind kind, UUID source, Text words, String href) {
        Instant now = clock.instant();
        Notice notice = new Notice(new NoticeId(Ids.next(clock)), person, kind, words, href, now, null);
        if (store.add(notice, source)) {
            store.ask(notice.id(), now);
        }
    }

    // --- one's own ---

    @Override
    @Transactional(readOnly = true)
    public int unread(Actor actor) {
        return actor.person() == null ? 0 : store.unread(actor.person(), UNREAD_MAX);
    }

    @Override
    public String href() {
        return "/me/notices";
    }

    /** The actor's own, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Notice> mine(Actor actor, int page) {
        int turned = Math.clamp(page, 1, PAGE_MAX);
        UUID person = own(actor);
        return new Slice<>(
                store.of(person, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.count(person));
    }

    private static UUID own(Actor actor) {
        if (actor.person() == null) {
            throw new Absent("person of the account");
        }
        return actor.person();
    }

    /** Marks one as read, and says where more of it stands. */
    public String read(Actor actor, NoticeId id) {
        UUID person = own(actor);
        Notice notice = store.find(id.value())
                .filter(one -> one.person().value().equals(person))
                .orElseThrow(() -> new Absent("notice " + id));
        store.read(id, clock.instant());
        return notice.href();
    }

    public void readAll(Actor actor) {
        store.readAll(own(actor), clock.instant());
    }

    /**
     * What the actor said, and what holds where he said nothing.
     *
     * @param sms whether a message goes now, by kind
     * @param modes what may be chosen, by kind
     */
    public record Wanted(Map<Kind, Boolean> sms, Map<Kind, Kind.Sms> modes, Quiet quiet, int keepDays) {}

    @Transactional(readOnly = true)
    public Wanted wanted(Actor actor) {
        UUID person = own(actor);
        Map<Kind, Kind.Sms> modes = modes();
        Map<Kind, Boolean> said = store.preferences(person);
        Map<Kind, Boolean> sms = new EnumMap<>(Kind.class);
        modes.forEach((kind, mode) -> sms.put(kind, mode.goes(said.get(kind)) || mode == Kind.Sms.ELSEWHERE));
        return new Wanted(sms, modes, quiet(person), keepDays());
    }

    private Map<Kind, Kind.Sms> modes() {
        Map<Kind, Kind.Sms> known = store.kinds();
        Map<Kind, Kind.Sms> modes = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            modes.put(kind, known.getOrDefault(kind, Kind.Sms.OFF));
        }
        return modes;
    }

    /** @param sms the kinds of which a message is wanted; what always goes, and what another room sends, stays as it is */
    public void want(Actor actor, Set<Kind> sms, Quiet quiet) {
        UUID person = own(actor);
        modes().forEach((kind, mode) -> {
            if (mode.choosable()) {
                store.prefer(person, kind, sms.contains(kind));
            }
        });
        store.quiet(person, quiet);
    }

    // --- for the house ---

    /** Whether a message goes with this notice. */
    boolean goes(Notice notice) {
        UUID person = notice.person().value();
        return store.kinds()
                .getOrDefault(notice.kind(), Kind.Sms.OFF)
                .goes(store.preferences(person).get(notice.kind()));
    }

    Quiet quiet(UUID person) {
        return store.quiet(person)
                .orElseGet(() -> new Quiet(rule("quiet-from", QUIET_FROM), rule("quiet-until", QUIET_UNTIL)));
    }

    private int keepDays() {
        return rule("keep-days", KEEP_DAYS);
    }

    private int rule(String key, int otherwise) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return store.rule(key, today).map(Integer::parseInt).orElse(otherwise);
    }

    /** Forgets what is older than notices are kept. */
    int forgetOld() {
        return store.forgetBefore(clock.instant().minus(Duration.ofDays(keepDays())), FORGET_AT_ONCE);
    }
}
