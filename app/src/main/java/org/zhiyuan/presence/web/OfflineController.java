package org.zhiyuan.presence.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.presence.DeviceEvent;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.presence.Rosters;
import org.zhiyuan.shell.Assets;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a phone takes along for a day without a network, and what it brings back. */
@Controller
class OfflineController {
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType MANIFEST = MediaType.parseMediaType("application/manifest+json;charset=UTF-8");
    /** Everything that the page without a network is made of; the phone keeps these and no more. */
    private static final List<String> FILES = List.of(
            "/css/tokens.css",
            "/css/base.css",
            "/css/kit.css",
            "/css/pages.css",
            "/js/zhiyuan.js",
            "/js/checkin-outbox.js",
            "/js/checkin.js",
            "/vendor/htmx-2.0.11/htmx.min.js",
            "/icons.svg");

    private static final int CODE_LENGTH = 6;
    private static final int REASON_LENGTH_MAX = 200;
    /** What no clock of a phone says unless it is broken; and what fits into a row. */
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private final Presences presences;
    private final Rosters rosters;
    private final Activities activities;
    private final Volunteers volunteers;
    private final Around around;
    private final City city;
    private final JsonMapper json;
    private final InstantSource clock;

    OfflineController(
            Presences presences,
            Rosters rosters,
            Activities activities,
            Volunteers volunteers,
            Around around,
            City city,
            JsonMapper json,
            InstantSource clock) {
        this.presences = presences;
        this.rosters = rosters;
        this.activities = activities;
        this.volunteers = volunteers;
        this.around = around;
        this.city = city;
        this.json = json;
        this.clock = clock;
    }

    // --- what it takes along ---

    /** The page that is shown without a network: the same for everybody, and says nothing of anybody. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/checkin/offline")
    ModelAndView shell() {
        return new ModelAndView("presence/offline").addObject("offlineHours", presences.offlineHours());
    }

    /** Names the files by addresses that change with their content: a new release is a new worker. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/checkin/worker.js")
    ResponseEntity<String> worker() {
        List<String> files = new ArrayList<>(FILES.stream().map(Assets::asset).toList());
        files.add("/favicon.svg");
        String outbox = Assets.asset("/js/checkin-outbox.js");
        String worker = Assets.asset("/js/checkin-worker.js");
        String mark = Integer.toHexString(List.of(files, outbox, worker).hashCode());
        String script = "self.FILES=%s;self.MARK=\"%s\";importScripts(\"%s\",\"%s\");\n"
                .formatted(json.writeValueAsString(files), mark, outbox, worker);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(SCRIPT)
                .body(script);
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/checkin/manifest.webmanifest")
    ResponseEntity<String> manifest() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", city.product(Words.locale()) + " · " + Words.t("服务签到"));
        manifest.put("short_name", Words.t("服务签到"));
        manifest.put("start_url", "/checkin/mine");
        manifest.put("scope", "/checkin/");
        manifest.put("display", "minimal-ui");
        manifest.put("background_color", "#f6f4ef");
        manifest.put("theme_color", "#ffffff");
        manifest.put("lang", Words.english() ? "en" : "zh-CN");
        manifest.put("icons", List.of(Map.of("src", "/favicon.svg", "sizes", "any", "type", "image/svg+xml")));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MANIFEST)
                .body(json.writeValueAsString(manifest));
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/checkin/bundle")
    ResponseEntity<String> bundle() {
        Actor actor = Acting.actor();
        Volunteer own = volunteers.own(actor).orElse(null);
        Map<String, Object> bundle = new LinkedHashMap<>();
        bundle.put("now", clock.millis());
        bundle.put("who", who(actor));
        // one who leads need be no volunteer himself, and his ticks are sent all the same
        bundle.put("volunteer", own == null ? "" : own.id().toString());
        bundle.put("number", own == null ? "" : own.number().value());
        bundle.put(
                "activities",
                own == null
                        ? List.of()
                        : around.seats(own).stream()
                                .map(OfflineController::brief)
                                .toList());
        return answer(bundle);
    }

    /** Whose a phone's list is, and who ticked: a tick is sent by nobody else. */
    private static String who(Actor actor) {
        return Objects.toString(actor.person(), "");
    }

    /** For the leader's phone: who is expected, and what the codes are made with. */
    @Can(value = Action.PRESENCE_RECORD, on = "activity")
    @GetMapping("/checkin/{activity}/roster")
    ResponseEntity<String> roster(@PathVariable String activity) {
        Activity found = activities.get(ActivityId.parse(activity));
        Map<String, Object> roster = new LinkedHashMap<>();
        roster.put("now", clock.millis());
        roster.put("who", who(Acting.actor()));
        roster.put("activity", brief(found));
        roster.put("secret", HexFormat.of().formatHex(presences.secret(Acting.actor(), found)));
        roster.put(
                "people",
                rosters.seats(Acting.actor(), found).stream()
                        .map(line -> Map.of(
                                "volunteer", line.signUp().volunteer().toString(),
                                "name", called(line),
                                "number", line.who().number()))
                        .toList());
        return answer(roster);
    }

    /** Without network it is told as well who serves only where a guardian is there. */
    private static String called(Rosters.Line line) {
        return line.signUp().guardian() == null ? line.who().name() : line.who().name() + " · " + Words.t("须监护人在场");
    }

    private static Map<String, Object> brief(Activity activity) {
        return Map.of(
                "id", activity.id().toString(),
                "title", activity.title(),
                "place", activity.place(),
                "starts", activity.starts().toEpochMilli(),
                "ends", activity.ends().toEpochMilli());
    }

    private ResponseEntity<String> answer(Map<String, Object> body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(body));
    }

    // --- what it brings back ---

    @Can(Action.CHECK_IN)
    @PostMapping("/checkin/events")
    ResponseEntity<String> events(@RequestParam("events") String sent, HttpServletRequest request) {
        List<DeviceEvent> batch = read(sent);
        batch.stream()
                .filter(event -> event.code() != null)
                .map(DeviceEvent::activity)
                .distinct()
                .forEach(presences::prepare);
        List<Map<String, Object>> verdicts = presences.reconcile(batch).stream()
                .map(verdict -> Map.<String, Object>of(
                        "device", verdict.device().toString(),
                        "counter", verdict.counter(),
                        "kind", verdict.kind().name(),
                        "words", Words.t(verdict.words())))
                .toList();
        return answer(Map.of("now", clock.millis(), "verdicts", verdicts));
    }

    private List<DeviceEvent> read(String sent) {
        try {
            JsonNode all = json.readTree(sent);
            if (!all.isArray() || all.size() > Presences.BATCH_MAX) {
                throw unreadable();
            }
            List<DeviceEvent> events = new ArrayList<>();
            for (JsonNode one : all) {
                events.add(event(one));
            }
            return events;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return new Refusal(Text.of("手机送来的记录读不出来，没有收下"), Text.of("记录还在手机里；请刷新页面再送，或请领队代签"));
    }

    private static DeviceEvent event(JsonNode one) {
        String code = text(one, "code", CODE_LENGTH);
        JsonNode uptime = one.get("uptime");
        return new DeviceEvent(
                UUID.fromString(text(one, "device", 36)),
                one.required("counter").longValue(),
                one.required("coming").booleanValue(),
                ActivityId.parse(text(one, "activity", 36)),
                VolunteerId.parse(text(one, "volunteer", 36)),
                code.isEmpty() ? null : code,
                text(one, "reason", REASON_LENGTH_MAX),
                moment(one, "deviceTime"),
                moment(one, "serverTime"),
                moment(one, "deviceTimeThen"),
                uptime == null || uptime.isNull() ? null : span(uptime));
    }

    private static String text(JsonNode one, String field, int lengthMax) {
        JsonNode value = one.get(field);
        String text = value == null || value.isNull() ? "" : value.asString();
        if (text.length() > lengthMax || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    field + " has " + text.length() + " characters, or some that nobody types");
        }
        return text;
    }

    private static Instant moment(JsonNode one, String field) {
        Instant moment = Instant.ofEpochMilli(one.required(field).longValue());
        return moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
    }

    private static @Nullable Duration span(JsonNode millis) {
        Duration span = Duration.ofMillis(millis.longValue());
        return span.isNegative() || span.compareTo(Duration.ofDays(3650)) > 0 ? null : span;
    }
}
