package org.zhiyuan.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/**
 * How many messages may leave (against pumping: somebody else's number, somebody else's bill). Counted in the database,
 * in the transaction of the message itself, so that neither a restart nor a second node forgets one.
 */
@Component
class SendingLimits {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    private static final Text AT_THE_STATION = Text.of("也可以到附近的实践站，请工作人员帮您办");

    private final ChannelStore store;
    private final ChannelSettings settings;
    private final InstantSource clock;

    SendingLimits(ChannelStore store, ChannelSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts one message, or says why there may be none; the order of the locks is the order of the questions. */
    Decision spend(byte[] reference, String origin) {
        Decision decision = running();
        if (decision instanceof Decision.Allowed) {
            decision = forNumber(HexFormat.of().formatHex(reference));
        }
        if (decision instanceof Decision.Allowed && !origin.isEmpty()) {
            decision = forOrigin(network(origin));
        }
        if (decision instanceof Decision.Allowed) {
            decision = forCity();
        }
        return decision;
    }

    private Decision running() {
        return settings.stopped() || store.stopped()
                ? Decision.refused(Text.of("短信现在停发"), AT_THE_STATION)
                : Decision.allowed();
    }

    private Decision forNumber(String number) {
        Instant now = clock.instant();
        ChannelStore.Spent spent =
                store.lockedSpent("number", number, now.minus(MINUTE), now.minus(HOUR), now.minus(DAY));
        if (spent.lastMinute() >= settings.perNumberMinute()) {
            return Decision.refused(Text.of("刚给这个号码发过短信，请过 1 分钟再试"));
        }
        if (spent.lastHour() >= settings.perNumberHour()) {
            return Decision.refused(Text.of("这个号码一小时里已发了 {0} 条短信，请过一会儿再试", spent.lastHour()), AT_THE_STATION);
        }
        if (spent.lastDay() >= settings.perNumberDay()) {
            return Decision.refused(Text.of("这个号码一天里已发了 {0} 条短信，请明天再试", spent.lastDay()), AT_THE_STATION);
        }
        store.spend("number", number, now);
        return Decision.allowed();
    }

    private Decision forOrigin(String network) {
        Instant now = clock.instant();
        ChannelStore.Spent spent =
                store.lockedSpent("origin", network, now.minus(MINUTE), now.minus(HOUR), now.minus(DAY));
        if (spent.lastHour() >= settings.perOriginHour() || spent.lastDay() >= settings.perOriginDay()) {
            return Decision.refused(Text.of("从您这个网络发出的短信太多了，请过一会儿再试"), AT_THE_STATION);
        }
        store.spend("origin", network, now);
        return Decision.allowed();
    }

    private Decision forCity() {
        LocalDate today = clock.instant().atZone(ZONE).toLocalDate();
        return store.spendOfDay(today, settings.cityDay())
                ? Decision.allowed()
                : Decision.refused(Text.of("今天的短信已经发完，请明天再试"), AT_THE_STATION);
    }

    /** One household has a whole /64 of IPv6 addresses: they count as one. */
    static String network(String origin) {
        if (!origin.contains(":") || origin.contains(".")) {
            return origin;
        }
        String plain = origin.replaceFirst("%.*$", "").replace("[", "").replace("]", "");
        int gap = plain.indexOf("::");
        String head = gap < 0 ? plain : plain.substring(0, gap);
        String[] groups = head.isEmpty() ? new String[0] : head.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String group = i < groups.length ? groups[i] : "0";
            network.append(group.replaceFirst("^0+(?=.)", "")).append(':');
        }
        return network + ":/64";
    }
}
