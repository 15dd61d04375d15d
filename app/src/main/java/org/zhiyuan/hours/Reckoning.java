package org.zhiyuan.hours;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/**
 * What one stay comes to, every minute of it with where it went. Made from facts alone, so that the same facts always
 * come to the same; the parts of a stay sum to the whole of it.
 *
 * @param minutes what counts
 * @param parts from coming to going, each counted or not
 * @param refusal why nothing counts; null where something does
 */
public record Reckoning(
        int minutes, List<Part> parts, @Nullable Text refusal) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    public enum Kind {
        EARLY("早到等候"),
        SERVICE("服务"),
        REST("休息、用餐、路程"),
        AFTER("结束以后"),
        ROUNDED("不满一个单位的零头"),
        TOO_SHORT("服务时间不够"),
        TOO_MANY("次数超过");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }

        public boolean counts() {
            return this == SERVICE;
        }
    }

    /** @param words where it lies, or why it does not count */
    public record Part(Kind kind, int minutes, Text words) {}

    public Reckoning {
        parts = List.copyOf(parts);
    }

    /**
     * @param day the activity's session of the day on which the stay began
     * @param pair the how-manieth coming and going of this person there that day, from 1
     * @param presentMinutes of all stays there that day together, within the session: what the share is asked of
     */
    public static Reckoning of(RulePack pack, Session day, Instant from, Instant until, int pair, int presentMinutes) {
        Session session = day.at(from);
        Instant came = Session.up(from);
        Instant went = Session.down(until);
        List<Part> parts = new ArrayList<>();
        if (!went.isAfter(came)) {
            return new Reckoning(0, parts, Text.of("不满一分钟"));
        }
        Instant begin = Session.earlier(Session.later(came, session.starts()), went);
        Instant end = Session.later(Session.earlier(went, session.ends()), begin);
        add(parts, Kind.EARLY, came, begin, Text.of("{0} 签到，{1} 才开始", clock(came), clock(session.starts())));
        int present = between(begin, end);
        int rest = restUntil(pack, session, end) - restUntil(pack, session, begin);
        int served = present - rest;
        int odd = served % pack.roundTo();
        Text refusal = null;
        Text span = Text.of("{0}–{1}，共 {2} 分钟", clock(begin), clock(end), present);
        if (pair > pack.pairsMax()) {
            refusal = Text.of("同一活动一天最多记 {0} 次签到签退，这是第 {1} 次", pack.pairsMax(), pair);
            parts.add(new Part(Kind.TOO_MANY, present, span));
        } else if (tooShort(pack, session, presentMinutes)) {
            refusal = session.rhythm() == Session.Rhythm.ROUND_THE_CLOCK
                    ? Text.of(
                            "这一天在活动里一共 {0} 分钟，不到能服务的 {1} 分钟的 {2}%",
                            presentMinutes, session.servableMinutes(pack), pack.minSharePercent())
                    : Text.of(
                            "在活动里一共 {0} 分钟，不到活动 {1} 分钟的 {2}%",
                            presentMinutes, session.minutes(), pack.minSharePercent());
            parts.add(new Part(Kind.TOO_SHORT, present, span));
        } else if (present > 0) {
            if (rest > 0) {
                parts.add(new Part(Kind.REST, rest, Text.of("活动里一共 {0} 分钟，按在场的时间扣 {1} 分钟", session.rest(pack), rest)));
            }
            if (odd > 0) {
                parts.add(new Part(Kind.ROUNDED, odd, Text.of("按 {0} 分钟为单位，零头不计", pack.roundTo())));
            }
            parts.add(new Part(Kind.SERVICE, served - odd, span));
        }
        add(parts, Kind.AFTER, end, went, Text.of("活动到 {0} 为止，{1} 签退", clock(session.ends()), clock(went)));
        int minutes = refusal == null ? served - odd : 0;
        if (refusal == null && minutes == 0) {
            refusal = Text.of("活动时间里没有可以计的时间");
        }
        return new Reckoning(minutes, parts, refusal);
    }

    static boolean tooShort(RulePack pack, Session session, int presentMinutes) {
        return presentMinutes * 100L < (long) session.servableMinutes(pack) * pack.minSharePercent();
    }

    /** Rest spread evenly over the session: so the rest of two stays that touch is that of the one which they make up. */
    private static int restUntil(RulePack pack, Session session, Instant moment) {
        return session.minutes() == 0
                ? 0
                : (int) ((long) session.rest(pack) * between(session.starts(), moment) / session.minutes());
    }

    private static void add(List<Part> parts, Kind kind, Instant from, Instant until, Text words) {
        if (until.isAfter(from)) {
            parts.add(new Part(kind, between(from, until), words));
        }
    }

    private static int between(Instant from, Instant until) {
        return (int) Math.max(0, Duration.between(from, until).toMinutes());
    }

    private static String clock(Instant instant) {
        return LocalTime.ofInstant(instant, Formats.ZONE).format(CLOCK);
    }

    /** Of coming and going together. */
    public int stayMinutes() {
        return parts.stream().mapToInt(Part::minutes).sum();
    }
}
