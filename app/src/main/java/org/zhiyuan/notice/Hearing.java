package org.zhiyuan.notice;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.NoShowSaid;
import org.zhiyuan.activity.ParticipantTold;
import org.zhiyuan.certificate.ApplicationRefused;
import org.zhiyuan.certificate.CertificateIssued;
import org.zhiyuan.certificate.CertificateRevoked;
import org.zhiyuan.complaint.ComplaintTurned;
import org.zhiyuan.hours.EntryStands;
import org.zhiyuan.hours.EntryState;
import org.zhiyuan.hours.PetitionAnswered;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.reward.Star;
import org.zhiyuan.reward.StarStands;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.team.MembershipStands;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.GuardianAgreed;
import org.zhiyuan.volunteer.Step;
import org.zhiyuan.volunteer.VolunteerStands;

/**
 * Hears what the rooms below did, in the transaction in which they did it: there is no act without its notice, and no
 * notice of what was rolled back. What somebody did himself he is not told.
 */
@Component
class Hearing {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String VOLUNTEER = "/me/volunteer";
    private static final String CERTIFICATES = "/me/certificates";
    /** Sentences are kept with their values: a title of any length is told in its beginning. */
    private static final int NAME_LENGTH_MAX = 60;

    private final Notices notices;
    private final Activities activities;
    private final Teams teams;

    Hearing(Notices notices, Activities activities, Teams teams) {
        this.notices = notices;
        this.activities = activities;
        this.teams = teams;
    }

    // --- registering ---

    @EventListener
    void hear(VolunteerStands event) {
        String number = event.number().value();
        Text words = switch (event.cause()) {
            case REGISTERED -> event.state().counted() ? Text.of("您登记为志愿者了，编号 {0}", number) : null;
            case CONFIRMED -> Text.of("您确认了登记，是志愿者了，编号 {0}", number);
            case APPROVED -> Text.of("登记审核通过了，编号 {0}，可以报名了", number);
            case SUSPENDED -> Text.of("您的志愿服务暂停了，原因在“我是志愿者”里");
            case RESUMED -> Text.of("您的志愿服务恢复了");
            case LEFT, DISOWNED -> Text.of("您不再是志愿者，编号 {0}", number);
            case UNGUARDED -> Text.of("监护人撤回了同意，您不再是志愿者，编号 {0}", number);
            case IMPORTED, SERVED, IDLE, LONG_IDLE, ERASED -> null;
        };
        Kind kind = event.cause() == Step.Cause.UNGUARDED ? Kind.GUARDIAN : Kind.REGISTRATION;
        tell(event.person(), kind, event.step(), words, VOLUNTEER);
    }

    @EventListener
    void hear(GuardianAgreed event) {
        String number = event.number().value();
        tell(event.person(), Kind.GUARDIAN, event.guardianship(), Text.of("监护人同意您做志愿者了，等工作人员审核"), VOLUNTEER);
        tell(
                event.guardian(),
                Kind.GUARDIAN,
                event.guardianship(),
                Text.of("您作为监护人同意了编号 {0} 的孩子做志愿者。不是您同意的，请马上告诉实践站", number),
                "/me");
    }

    // --- teams ---

    @EventListener
    void hear(MembershipStands event) {
        String team =
                teams.find(event.team()).map(Team::name).map(Hearing::brief).orElse("");
        Text words = switch (event.cause()) {
            case APPROVED, ENTERED -> Text.of("您加入了队伍“{0}”", team);
            case REFUSED -> Text.of("队伍“{0}”没有通过您的申请，原因在“我的队伍”里", team);
            case INVITED -> Text.of("队伍“{0}”请您加入，愿不愿意都请答复", team);
            case LAPSED -> Text.of("加入队伍“{0}”的事过期了，没有人答复", team);
            case RAISED -> Text.of("队长没有按时答复，加入“{0}”的申请转给阵地了", team);
            case TEAM_ENDED -> Text.of("队伍“{0}”解散了", team);
            case ASKED, ACCEPTED, DECLINED, LEFT, NO_VOLUNTEER -> null;
        };
        tell(event.person(), Kind.TEAM, event.step(), words, "/me/teams");
    }

    // --- activities ---

    @EventListener
    void hear(ParticipantTold event) {
        activity(event.activity()).ifPresent(activity -> {
            String title = brief(activity.title());
            ZonedDateTime starts = activity.starts().atZone(Formats.ZONE);
            LocalDate day = starts.toLocalDate();
            String time = starts.format(CLOCK);
            String place = brief(activity.place());
            Text words = switch (event.what()) {
                case PROMOTED -> Text.of("“{0}”有名额了，您由候补转为报上：{1} {2}，{3}", title, day, time, place);
                case CALLED_OFF -> Text.of("您报名的“{0}”（{1} {2}）取消了", title, day, time);
                case CHANGED -> Text.of("您报名的“{0}”改了，现在是 {1} {2}，{3}", title, day, time, place);
                case TAKEN_OFF -> Text.of("您在“{0}”（{1}）的报名由组织方取消了，原因在“我的活动”里", title, day);
                case INVITED -> Text.of("请您参加“{0}”：{1} {2}，{3}。愿不愿意都请答复", title, day, time, place);
                case TAKEN_ON -> Text.of("领队在现场给您补报了“{0}”：{1} {2}，{3}。您不在现场的，请在活动页投诉", title, day, time, place);
                case TOGETHER -> Text.of("家人替您一起报了“{0}”：{1} {2}，{3}。不去的请取消", title, day, time, place);
            };
            tell(event.person(), Kind.ACTIVITY, event.telling(), words, activity.href());
        });
    }

    @EventListener
    void hear(NoShowSaid event) {
        activity(event.activity()).ifPresent(activity -> {
            String title = brief(activity.title());
            tell(
                    event.person(),
                    Kind.ATTENDANCE,
                    event.step(),
                    event.said()
                            ? Text.of("“{0}”（{1}）记了您没有到场。记错了，请在活动页投诉", title, activity.day())
                            : Text.of("“{0}”（{1}）没有到场的记录撤销了", title, activity.day()),
                    activity.href());
        });
    }

    private Optional<Activity> activity(ActivityId id) {
        return activities.find(id);
    }

    // --- hours ---

    @EventListener
    void hear(EntryStands event) {
        String title = title(event.activity());
        Text words = switch (event.state()) {
            case VALID -> Text.of("“{0}”（{1}）计入时长 {2} 分钟", title, event.day(), event.minutes());
            case HELD -> Text.of("“{0}”（{1}）的时长要别的单位核实，不等于有错", title, event.day());
            case REFUSED -> Text.of("“{0}”（{1}）的时长没有计入，看原因，也可以申诉", title, event.day());
            case REVERSED -> Text.of("“{0}”（{1}）的 {2} 分钟冲正了，看原因，也可以申诉", title, event.day(), event.minutes());
            case COMPUTED, REVIEW_L1, REVIEW_L2 -> null;
        };
        boolean credited = event.state() == EntryState.VALID;
        tell(
                event.person(),
                credited ? Kind.HOURS : Kind.HOURS_BACK,
                event.step(),
                words,
                "/me/hours/" + event.entry());
    }

    @EventListener
    void hear(PetitionAnswered event) {
        tell(
                event.person(),
                Kind.HOURS_BACK,
                event.petition(),
                Text.of("您对“{0}”（{1}）时长提的，有答复了", title(event.activity()), event.day()),
                "/me/hours/" + event.entry());
    }

    private String title(ActivityId id) {
        return activity(id).map(Activity::title).map(Hearing::brief).orElse("");
    }

    private static String brief(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX) + "…";
    }

    // --- certificates ---

    @EventListener
    void hear(CertificateIssued event) {
        tell(
                event.person(),
                Kind.CERTIFICATE,
                event.certificate().value(),
                Text.of("服务证明 {0} 开好了，可以下载", event.number()),
                CERTIFICATES + "/" + event.certificate());
    }

    @EventListener
    void hear(ApplicationRefused event) {
        tell(
                event.person(),
                Kind.CERTIFICATE,
                event.application().value(),
                Text.of("您申请的服务证明没有开，原因在“我的服务证明”里"),
                CERTIFICATES);
    }

    @EventListener
    void hear(CertificateRevoked event) {
        tell(
                event.person(),
                Kind.CERTIFICATE_BACK,
                event.certificate().value(),
                Text.of("服务证明 {0} 撤销了，不能再用", event.number()),
                CERTIFICATES + "/" + event.certificate());
    }

    // --- stars ---

    @EventListener
    void hear(StarStands event) {
        Text words = switch (event.state()) {
            case NOTICED ->
                Text.of("您的 {0} 星级在公示，到 {1}；不愿公示的请在“我的星级”里说", event.stars(), Objects.requireNonNull(event.noticeTo()));
            case GRANTED -> Text.of("您获得 {0} 星级志愿者", event.stars());
            case STOPPED ->
                event.cause() == Star.Cause.REFUSED || event.cause() == Star.Cause.OBJECTED
                        ? Text.of("您的 {0} 星级没有通过，看原因，也可以请另外的人再看一次", event.stars())
                        : null;
            case REVOKED -> Text.of("您的 {0} 星级撤回了，看原因，也可以请另外的人再看一次", event.stars());
            case PROPOSED, CHECKED -> null;
        };
        tell(event.person(), Kind.STAR, event.step(), words, "/me/stars");
    }

    // --- complaints ---

    @EventListener
    void hear(ComplaintTurned event) {
        Text words = switch (event.cause()) {
            case REPLIED -> Text.of("您提的 {0} 有答复了，不同意可以申诉", event.number());
            case RAISED -> Text.of("您提的 {0} 没有按时答复，已经提级", event.number());
            case FILED, APPEALED, WITHDRAWN, ERASED -> null;
        };
        tell(event.person(), Kind.COMPLAINT, event.step(), words, "/me/complaints/" + event.complaint());
    }

    private void tell(PersonId person, Kind kind, UUID source, @Nullable Text words, String href) {
        if (words != null) {
            notices.tell(person, kind, source, words, href);
        }
    }
}
