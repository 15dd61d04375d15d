package org.zhiyuan.activity.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.Faces;
import org.zhiyuan.activity.Plan;
import org.zhiyuan.activity.Post;
import org.zhiyuan.activity.PostId;
import org.zhiyuan.activity.Terms;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** Reads what the office enters of an activity, and says what is wrong with it in words that help. */
@Component
class ActivityEntries {
    /** What one page offers at once; more posts are another activity. */
    static final int POSTS_SHOWN = 4;

    private static final Duration ENROL_BEFORE = Duration.ofHours(2);
    private static final int MINUTES_MAX = 31 * 24 * 60;

    private final Volunteers volunteers;
    private final Rulebook volunteerRules;
    private final Projects projects;
    private final Places places;
    private final Fields fields;
    private final Faces faces;
    private final Terms terms;
    private final InstantSource clock;

    ActivityEntries(
            Volunteers volunteers,
            Rulebook volunteerRules,
            Projects projects,
            Places places,
            Fields fields,
            Faces faces,
            Terms terms,
            InstantSource clock) {
        this.volunteers = volunteers;
        this.volunteerRules = volunteerRules;
        this.projects = projects;
        this.places = places;
        this.fields = fields;
        this.faces = faces;
        this.terms = terms;
        this.clock = clock;
    }

    Map<String, String> places() {
        return places.mine(Words.english());
    }

    Map<String, String> fields() {
        Map<String, String> names = new LinkedHashMap<>();
        fields.on(terms.today()).forEach(field -> names.put(field.key(), field.called(Words.english())));
        return names;
    }

    /** Those for which activities may be held, and the one that it belongs to already, however that stands. */
    Map<String, String> projects(@Nullable Activity activity) {
        Map<String, String> names = new LinkedHashMap<>();
        ProjectId own = activity == null ? null : activity.project();
        if (own != null) {
            names.put(
                    own.toString(),
                    projects.find(own)
                            .map(project -> project.number() + " " + project.title())
                            .orElse(Words.t("现在的项目")));
        }
        for (Project project : projects.open()) {
            names.put(project.id().toString(), project.number() + " " + project.title());
        }
        return names;
    }

    /** Masked, the leaders of whom the reader does not see the number: they stay, unless somebody says otherwise. */
    List<String> unseen(@Nullable Activity activity) {
        if (activity == null) {
            return List.of();
        }
        List<PersonId> unseen = unseenLeaders(activity);
        Map<PersonId, String> names = faces.names(unseen);
        return unseen.stream().map(one -> names.getOrDefault(one, "")).toList();
    }

    private List<PersonId> unseenLeaders(Activity activity) {
        return activity.leaders().stream()
                .filter(one -> volunteers.of(one).isEmpty())
                .toList();
    }

    Map<String, String> skills() {
        Map<String, String> names = new LinkedHashMap<>();
        volunteerRules
                .choices(Choice.Kind.SKILL)
                .forEach(choice -> names.put(choice.key(), choice.called(Words.english())));
        return names;
    }

    /**
     * Null where something is wrong.
     *
     * @param before what is changed; null for a new one
     */
    @Nullable
    Plan plan(Form form, @Nullable Activity before) {
        SiteId site = Places.chosen(places(), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选由哪里组织"));
        }
        String field = fields().containsKey(form.raw("field")) ? form.raw("field") : null;
        ProjectId project = projects(before).containsKey(form.raw("project"))
                ? new ProjectId(UUID.fromString(form.raw("project")))
                : null;
        if (project == null && !form.raw("project").isEmpty()) {
            form.wrong("project", Text.of("选的项目现在不能选了，请重新选"));
        }
        if (field == null && !form.raw("field").isEmpty()) {
            form.wrong("field", Text.of("选的领域没有了，请重新选"));
        }
        String title = form.required("title", 60, Text.of("请填写活动名称"));
        String content = form.required("content", 1000, Text.of("请写明做什么"));
        String place = form.required("place", 120, Text.of("请写明集合地点，具体到门口"));
        Instant starts = moment(form, "day", "from", Text.of("请填写开始时间，例如 09:00"));
        LocalDate day = form.raw("day").isBlank() ? null : form.day("day", Text.of("请填写活动日期"));
        if (day == null) {
            form.wrong("day", Text.of("请填写活动日期"));
        }
        Instant ends =
                moment(form, form.raw("lastDay").isBlank() ? "day" : "lastDay", "to", Text.of("请填写结束时间，例如 11:30"));
        int rest = form.raw("rest").isBlank() ? 0 : ActivityLeadController.whole(form.digits("rest"), -1);
        if (rest < 0 || rest > MINUTES_MAX) {
            form.wrong("rest", Text.of("请填写中间休息多少分钟，没有就填 0"));
        }
        RiskGrade risk = form.choice("risk", RiskGrade.class, Text.of("请选风险等级"));
        String risks = form.required("risks", 500, Text.of("请写明可能的风险；没有特别的，也写上路上和天气"));
        String safeguards = form.required("safeguards", 500, Text.of("请写明怎么防范、提供什么保障"));
        String conditions = form.text("conditions", 300);
        String howTo = form.text("howTo", 200);
        if (starts != null && ends != null && !ends.isAfter(starts)) {
            form.wrong("to", Text.of("结束时间要在开始时间之后"));
        }
        Instant enrolFrom = enrolFrom(form, before);
        Instant enrolUntil = enrolUntil(form, starts, enrolFrom, before);
        if (starts != null && enrolUntil != null && (enrolUntil.isAfter(starts) || !enrolUntil.isAfter(enrolFrom))) {
            form.wrong(form.raw("untilDay").isBlank() ? "from" : "untilDay", Text.of("报名要在活动开始以前截止，并且晚于开始报名的时间"));
        }
        List<PersonId> leaders = leaders(form, before);
        List<Plan.PlannedPost> posts = posts(form);
        if (form.hasWrongs()
                || site == null
                || starts == null
                || ends == null
                || risk == null
                || enrolUntil == null
                || leaders.isEmpty()) {
            return null;
        }
        return new Plan(
                site,
                field,
                project,
                title,
                content,
                place,
                starts,
                ends,
                rest,
                conditions,
                howTo,
                risk,
                risks,
                safeguards,
                enrolFrom,
                enrolUntil,
                leaders,
                posts);
    }

    private Instant enrolFrom(Form form, @Nullable Activity before) {
        // what was said before stands, also once it is past
        if (before != null
                && form.raw("fromDay")
                        .strip()
                        .equals(LocalDate.ofInstant(before.enrolFrom(), Formats.ZONE)
                                .toString())) {
            return before.enrolFrom();
        }
        Instant now = clock.instant();
        LocalDate from = form.raw("fromDay").isBlank() ? null : form.day("fromDay", Text.of("请填写从哪一天开始报名"));
        Instant begin = from == null ? now : from.atStartOfDay(Formats.ZONE).toInstant();
        return begin.isAfter(now) ? begin : now;
    }

    /** Where nothing is said, some time before the start, so that the leader knows who comes; at short notice until the start. */
    private static @Nullable Instant enrolUntil(
            Form form, @Nullable Instant starts, Instant enrolFrom, @Nullable Activity before) {
        if (!form.raw("untilDay").isBlank()) {
            if (before != null && stands(form, before.enrolUntil())) {
                return before.enrolUntil();
            }
            return moment(form, "untilDay", "untilTime", Text.of("请填写报名截止时间，例如 18:00"));
        }
        if (starts == null) {
            return null;
        }
        Instant usual = starts.minus(ENROL_BEFORE);
        return usual.isAfter(enrolFrom) ? usual : starts;
    }

    /** Whether the form shows the end of signing up as it was. */
    private static boolean stands(Form form, Instant enrolUntil) {
        return form.raw("untilDay")
                        .strip()
                        .equals(LocalDate.ofInstant(enrolUntil, Formats.ZONE).toString())
                && form.raw("untilTime").strip().equals(time(enrolUntil));
    }

    private static @Nullable Instant moment(Form form, String dayField, String timeField, Text whatToDo) {
        try {
            LocalDate day = LocalDate.parse(form.raw(dayField).strip());
            LocalTime time = LocalTime.parse(form.raw(timeField).strip());
            return day.atTime(time).atZone(Formats.ZONE).toInstant();
        } catch (DateTimeException e) {
            form.wrong(timeField, whatToDo);
            return null;
        }
    }

    /**
     * By the volunteers' numbers; whoever enters none leads it himself. Who leads it already stays where nothing is entered,
     * and where the number is not seen, unless it is said that those are replaced.
     */
    private List<PersonId> leaders(Form form, @Nullable Activity before) {
        Actor actor = Acting.actor();
        String typed = form.text("leaders", 200);
        boolean replaced = before == null || form.has("replaceLeaders", "yes");
        List<PersonId> leaders = new ArrayList<>();
        if (typed.isEmpty() && before != null && !replaced) {
            return before.leaders();
        }
        if (typed.isEmpty()) {
            if (actor.person() == null) {
                form.wrong("leaders", Text.of("请填写负责人的志愿者编号"));
            } else {
                leaders.add(new PersonId(actor.person()));
            }
            return leaders;
        }
        for (String one : typed.split("[\\s,，、;；]+")) {
            List<Volunteers.Listed> found =
                    VolunteerNumber.typed(one).map(volunteers::numbered).orElse(List.of());
            if (found.isEmpty()) {
                form.wrong("leaders", Text.of("没有找到编号“{0}”的志愿者；只看得到您负责范围里的", one));
            } else if (!leaders.contains(found.getFirst().volunteer().person())) {
                leaders.add(found.getFirst().volunteer().person());
            }
        }
        if (before != null && !replaced) {
            leaders.addAll(unseenLeaders(before));
        }
        if (leaders.size() > Activity.LEADERS_MAX) {
            form.wrong("leaders", Text.of("负责人最多 {0} 位", Activity.LEADERS_MAX));
        }
        return leaders;
    }

    private List<Plan.PlannedPost> posts(Form form) {
        List<Plan.PlannedPost> posts = new ArrayList<>();
        Map<String, String> skills = skills();
        for (int i = 1; i <= POSTS_SHOWN; i++) {
            String name = form.text("post" + i, 30);
            if (name.isEmpty()) {
                continue;
            }
            int seats = ActivityLeadController.whole(form.digits("seats" + i), 0);
            if (seats < 1 || seats > Post.SEATS_MAX) {
                form.wrong("seats" + i, Text.of("请填写名额，1 到 {0}", Post.SEATS_MAX));
            }
            int age = form.raw("age" + i).isBlank() ? 0 : ActivityLeadController.whole(form.digits("age" + i), -1);
            if (age < 0 || age > Post.AGE_MAX) {
                form.wrong("age" + i, Text.of("请填写最小年龄，0 到 {0}", Post.AGE_MAX));
            }
            String skill = skills.containsKey(form.raw("skill" + i)) ? form.raw("skill" + i) : null;
            String id = form.raw("id" + i);
            posts.add(new Plan.PlannedPost(
                    id.isEmpty() ? null : PostId.parse(id), name, form.text("duties" + i, 200), seats, skill, age));
        }
        if (posts.isEmpty()) {
            form.wrong("post1", Text.of("请至少写一个岗位"));
        }
        return posts;
    }

    /** An activity as the form shows it. */
    Form shown(Activity activity, List<Post> posts) {
        Form form = Form.empty()
                .with("site", activity.site())
                .with("field", activity.field())
                .with("project", activity.project())
                .with("title", activity.title())
                .with("content", activity.content())
                .with("place", activity.place())
                .with("day", activity.day())
                .with("from", time(activity.starts()))
                .with("lastDay", activity.lastDay().equals(activity.day()) ? "" : activity.lastDay())
                .with("to", time(activity.ends()))
                .with("rest", activity.restMinutes())
                .with("risk", activity.risk())
                .with("risks", activity.risks())
                .with("safeguards", activity.safeguards())
                .with("conditions", activity.conditions())
                .with("howTo", activity.howTo())
                .with("untilDay", LocalDate.ofInstant(activity.enrolUntil(), Formats.ZONE))
                .with("untilTime", time(activity.enrolUntil()))
                .with("fromDay", LocalDate.ofInstant(activity.enrolFrom(), Formats.ZONE))
                .with("version", activity.version())
                .with("leaders", numbers(activity));
        for (int i = 0; i < posts.size() && i < POSTS_SHOWN; i++) {
            Post post = posts.get(i);
            int n = i + 1;
            form.with("id" + n, post.id())
                    .with("post" + n, post.name())
                    .with("duties" + n, post.duties())
                    .with("seats" + n, post.seats())
                    .with("skill" + n, post.skill())
                    .with("age" + n, post.minAge() == 0 ? "" : post.minAge());
        }
        return form;
    }

    private String numbers(Activity activity) {
        List<String> numbers = new ArrayList<>();
        for (PersonId leader : activity.leaders()) {
            volunteers.of(leader).map(Volunteer::number).ifPresent(number -> numbers.add(number.value()));
        }
        return String.join("、", numbers);
    }

    private static String time(Instant moment) {
        LocalTime time = LocalTime.ofInstant(moment, Formats.ZONE);
        return "%02d:%02d".formatted(time.getHour(), time.getMinute());
    }
}
