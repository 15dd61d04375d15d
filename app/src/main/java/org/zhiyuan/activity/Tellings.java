package org.zhiyuan.activity;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.shell.Formats;

/** Tells people what became of their word to come: what is to be told is written with what happened, and sent afterwards. */
@Component
class Tellings {
    private static final Logger LOG = LoggerFactory.getLogger(Tellings.class);
    /** A few at a time: each is a message that costs. */
    private static final int BATCH = 50;
    /** Somebody without a telephone is not tried for ever; his own page says it in any case. */
    private static final int TRIES_MAX = 5;

    private static final Template PROMOTED =
            template("activity-promoted", "“{0}”有名额了，您已由候补转为报上：{1}，{2}。来不了请在“我的活动”里取消，让给下一位。");
    private static final Template CALLED_OFF = template("activity-called-off", "您报名的“{0}”（{1}，{2}）取消了。给您添麻烦了。");
    private static final Template CHANGED = template("activity-changed", "您报名的“{0}”时间或地点改了：{1}，{2}。来不了请在“我的活动”里取消。");
    private static final Template TAKEN_OFF = template("activity-taken-off", "您在“{0}”（{1}，{2}）的报名由组织方取消了，原因见“我的活动”。");
    private static final Template INVITED = template("activity-invited", "请您参加“{0}”：{1}，{2}。愿不愿意都行，请在“我的活动”里回一声。");

    private static final Template TOGETHER =
            template("activity-together", "家人替您一起报了“{0}”：{1}，{2}。不去的，请在“我的活动”里取消，不用说原因。");

    private static final Template TAKEN_ON = template("activity-taken-on", "领队在现场给您补报了“{0}”：{1}，{2}。您不在现场的，请在活动页投诉。");

    private final SignUpStore store;
    private final ActivityStore activities;
    private final Channels channels;
    private final People people;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Tellings(
            SignUpStore store,
            ActivityStore activities,
            Channels channels,
            People people,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.channels = channels;
        this.people = people;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    private static Template template(String key, String sentence) {
        return new Template(key, Text.of(sentence).key(), Set.of());
    }

    /** Sends what waits; each message and its mark are one transaction, so that nobody is told twice. */
    void tell() {
        boolean more = true;
        for (int sent = 0; more && sent < BATCH; sent++) {
            more = tellOne();
        }
    }

    private boolean tellOne() {
        Telling[] taken = new Telling[1];
        try {
            transactions.executeWithoutResult(status -> {
                for (Telling telling : store.toTell(1, TRIES_MAX, clock.instant())) {
                    taken[0] = telling;
                    tell(telling);
                }
            });
        } catch (Refusal | Absent unsent) {
            // a limit, a telephone that is not known, somebody erased: what was begun is undone, that it was tried is
            // not
            LOG.info("somebody was not told of an activity: {}", unsent.getMessage());
            transactions.executeWithoutResult(status -> {
                events.publishEvent(told(taken[0]));
                store.told(taken[0].id(), null);
            });
        }
        return taken[0] != null;
    }

    private void tell(Telling telling) {
        Activity activity = activities.find(telling.activity().value()).orElseThrow();
        events.publishEvent(told(telling));
        channels.send(
                Acting.actor(),
                people.recipient(telling.person()),
                wording(telling.kind()),
                List.of(activity.title(), Formats.moment(activity.starts()), activity.place()),
                activity.site().value());
        store.told(telling.id(), clock.instant());
    }

    private static ParticipantTold told(Telling telling) {
        return new ParticipantTold(
                telling.id(),
                telling.person(),
                telling.activity(),
                ParticipantTold.What.valueOf(telling.kind().name()));
    }

    private static Template wording(Telling.Kind kind) {
        return switch (kind) {
            case PROMOTED -> PROMOTED;
            case CALLED_OFF -> CALLED_OFF;
            case CHANGED -> CHANGED;
            case TAKEN_OFF -> TAKEN_OFF;
            case INVITED -> INVITED;
            case TOGETHER -> TOGETHER;
            case TAKEN_ON -> TAKEN_ON;
        };
    }
}
