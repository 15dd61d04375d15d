package org.zhiyuan.network.web;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.audit.Events;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Check;
import org.zhiyuan.network.Completeness;
import org.zhiyuan.network.Contact;
import org.zhiyuan.network.OpeningHours;
import org.zhiyuan.network.Overtaken;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Position;
import org.zhiyuan.network.Seen;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.Tree;
import org.zhiyuan.network.WeekWords;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;

/** The forms of a place file: the same for a site and for a branch center, each behind its own guard. */
@Component
class PlaceForms {
    /** Rows for further numbers under those that there are. */
    private static final int CONTACT_ROWS_SPARE = 2;

    private static final int ADDRESS_EN_LENGTH_MAX = 300;
    private static final int NOTE_EN_LENGTH_MAX = 300;
    /** Six places are a decimetre; the database keeps no more. */
    private static final int DEGREE_SCALE_MAX = 6;

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final int YEARS_AHEAD_MAX = 2;

    private static final Text OVERTAKEN = Text.of("您打开这张表以后，别人改过这里，您的还没有保存。请对照一下；再保存一次，就以您填的为准");

    private final Places places;
    private final Events events;
    private final Tree tree;
    private final FormTokens forms;

    PlaceForms(Places places, Events events, Tree tree, FormTokens forms) {
        this.places = places;
        this.events = events;
        this.tree = tree;
        this.forms = forms;
    }

    private ModelAndView page(String template, Site site, Form form) {
        ModelAndView page =
                new ModelAndView(template, form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page.addObject("site", site)
                .addObject("base", OfficeSites.home(site))
                .addObject("today", tree.today())
                .addObject("form", form);
    }

    /** Does it once; what a rule refuses is said at a field, and everything that was entered stays. */
    private @Nullable ModelAndView done(
            String token, Form form, String field, Site site, String next, Runnable change) {
        try {
            return new ModelAndView("redirect:"
                    + forms.once(token, () -> {
                        change.run();
                        return OfficeSites.home(site) + next;
                    }));
        } catch (Refusal refusal) {
            form.wrong(field, OfficeSites.said(refusal));
            return null;
        }
    }

    /**
     * What one form keeps: how it stands, and how it is told beside what somebody entered.
     *
     * @param field where a rule's refusal is said
     * @param first where it is said that somebody else was quicker
     * @param deed name of the deed that saves it
     */
    private record Kept<T>(
            String field, String first, String deed, Supplier<T> standing, Function<T, Map<Text, String>> told) {
        List<Difference> differences(T stands, T entered) {
            return PlaceForms.differences(told.apply(stands), told.apply(entered));
        }
    }

    private static List<Difference> differences(Map<Text, String> stands, Map<Text, String> entered) {
        Set<Text> lines = new LinkedHashSet<>(stands.keySet());
        lines.addAll(entered.keySet());
        return lines.stream()
                .map(line -> new Difference(line, stands.getOrDefault(line, ""), entered.getOrDefault(line, "")))
                .filter(line -> !line.stands().equals(line.entered()))
                .toList();
    }

    /** Who saved last and when, under the name that evidence shows too; null where no event tells it. */
    private @Nullable Saved saved(Site site, List<String> deeds) {
        return events.latest("site", site.id().toString(), deeds)
                .map(event -> new Saved(event.actorName(), event.roles(), event.at()))
                .orElse(null);
    }

    /** Saves what was entered, unless somebody else saved while the form stood open: then the form says what stands now. */
    private <T> ModelAndView saved(
            String token,
            Form form,
            Site site,
            Kept<T> kept,
            T entered,
            Runnable change,
            Supplier<ModelAndView> again) {
        try {
            ModelAndView done = done(
                    token,
                    form,
                    kept.field(),
                    site,
                    "#file",
                    () -> places.onSeen(site.id(), form.raw("seen"), kept.standing(), change));
            return done == null ? again.get() : done;
        } catch (Overtaken overtaken) {
            T stands = kept.standing().get();
            form.with("seen", Seen.of(stands));
            form.wrong(kept.first(), OVERTAKEN);
            return again.get()
                    .addObject("differences", kept.differences(stands, entered))
                    .addObject("saved", saved(site, List.of(kept.deed())));
        }
    }

    /** A change that is planned needs the document that orders it; what was wrong is put right without one. */
    private @Nullable LocalDate from(Form form, String document) {
        LocalDate from = form.day("from", Text.of("请填写从哪一天起，像 2026-11-23"));
        if (from == null) {
            return null;
        }
        if (from.isBefore(FIRST_DAY) || from.isAfter(tree.today().plusYears(YEARS_AHEAD_MAX))) {
            form.wrong("from", Text.of("生效的日子最晚在两年以内，最早在 2000 年"));
        }
        if (from.isAfter(tree.today()) && document.isEmpty()) {
            form.wrong("document", Text.of("以后才生效的，请填写依据的文件名或文号"));
        }
        return from;
    }

    // --- where it is and what it is like ---

    ModelAndView place(Site site) {
        Place now = places.place(site.id(), tree.today()).orElse(null);
        Form form = Form.empty()
                .with("seen", Seen.of(places.latestPlace(site.id())))
                .with("from", tree.today())
                .with("crs", Position.Crs.GCJ_02.name());
        if (now != null) {
            Position position = now.position();
            form.with("address", now.address())
                    .with("addressEn", now.addressEn())
                    .with("areaM2", now.areaM2())
                    .with("seats", now.seats())
                    .with("sign", now.sign());
            if (position != null) {
                form.with("longitude", position.longitude().toPlainString())
                        .with("latitude", position.latitude().toPlainString())
                        .with("crs", position.crs().name());
            }
        }
        return place(site, form);
    }

    private ModelAndView place(Site site, Form form) {
        Map<String, String> systems = new LinkedHashMap<>();
        for (Position.Crs crs : Position.Crs.values()) {
            systems.put(crs.name(), crs.word());
        }
        return page("network/placeEdit", site, form)
                .addObject("systems", systems)
                .addObject(
                        "since",
                        places.place(site.id(), tree.today()).map(Place::from).orElse(null));
    }

    ModelAndView locate(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String address = form.text("address", Place.ADDRESS_LENGTH_MAX);
        String addressEn = form.text("addressEn", ADDRESS_EN_LENGTH_MAX);
        Position position = position(form);
        Integer areaM2 = whole(form, "areaM2", Place.AREA_M2_MAX);
        Integer seats = whole(form, "seats", Place.SEATS_MAX);
        String sign = form.text("sign", Place.SIGN_LENGTH_MAX);
        String document = form.text("document", Basis.DOCUMENT_LENGTH_MAX);
        LocalDate from = from(form, document);
        if (from == null || form.hasWrongs()) {
            return place(site, form);
        }
        Place place = new Place(from, address, addressEn, position, areaM2, seats, sign);
        return saved(
                token,
                form,
                site,
                new Kept<>(
                        "from", "address", "site.located", () -> places.latestPlace(site.id()), PlaceForms::toldPlace),
                Optional.of(place),
                () -> places.locate(site.id(), place, Basis.of(document)),
                () -> place(site, form));
    }

    private static Map<Text, String> toldPlace(Optional<Place> told) {
        Map<Text, String> lines = new LinkedHashMap<>();
        told.ifPresent(place -> {
            Position position = place.position();
            lines.put(Text.of("地址"), place.address());
            lines.put(Text.of("地址的英文"), place.addressEn());
            lines.put(
                    Text.of("经度"),
                    position == null
                            ? ""
                            : position.longitude().stripTrailingZeros().toPlainString());
            lines.put(
                    Text.of("纬度"),
                    position == null
                            ? ""
                            : position.latitude().stripTrailingZeros().toPlainString());
            lines.put(Text.of("坐标系"), position == null ? "" : position.crs().word());
            lines.put(Text.of("面积（平方米）"), written(place.areaM2()));
            lines.put(Text.of("能坐多少人"), written(place.seats()));
            lines.put(Text.of("门口挂牌"), place.sign());
            lines.put(Text.of("从哪一天起"), place.from().toString());
        });
        return lines;
    }

    private static String written(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private static @Nullable Position position(Form form) {
        BigDecimal longitude = degrees(form, "longitude");
        BigDecimal latitude = degrees(form, "latitude");
        Position.Crs crs = form.choice("crs", Position.Crs.class, Text.of("请填坐标系：不写坐标系，位置会差几百米"));
        if (form.raw("longitude").isBlank() != form.raw("latitude").isBlank()) {
            form.wrong(form.raw("longitude").isBlank() ? "longitude" : "latitude", Text.of("经度和纬度要一起填"));
        }
        if (longitude == null || latitude == null || crs == null) {
            return null;
        }
        if (!Position.inChina(longitude, latitude)) {
            form.wrong("longitude", Text.of("这个位置不在国内：经度 73 到 136，纬度 3 到 54，看看是不是填反了"));
            return null;
        }
        return new Position(longitude, latitude, crs);
    }

    private static @Nullable BigDecimal degrees(Form form, String field) {
        String typed = form.text(field, 20);
        if (typed.isEmpty()) {
            return null;
        }
        if (typed.matches("[0-9]{1,3}(\\.[0-9]{1," + DEGREE_SCALE_MAX + "})?")) {
            return new BigDecimal(typed);
        }
        form.wrong(field, Text.of("请写成小数，最多 {0} 位，像 102.4801", DEGREE_SCALE_MAX));
        return null;
    }

    private static @Nullable Integer whole(Form form, String field, int max) {
        String digits = form.digits(field);
        if (digits.isEmpty()) {
            return null;
        }
        int value = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
        if (value < 1 || value > max) {
            form.wrong(field, Text.of("请填 1 到 {0} 的整数，不知道就留空", max));
            return null;
        }
        return value;
    }

    // --- when it is open in a week ---

    ModelAndView hours(Site site) {
        OpeningHours now = places.hours(site.id(), tree.today()).orElse(null);
        Form form = Form.empty()
                .with("seen", Seen.of(places.latestHours(site.id())))
                .with("from", tree.today());
        for (DayOfWeek day : DayOfWeek.values()) {
            form.with(field(day), now == null ? "" : written(now.on(day)));
        }
        if (now != null) {
            form.with("note", now.note()).with("noteEn", now.noteEn());
        }
        return hours(site, form);
    }

    private static String written(List<OpeningHours.Span> spans) {
        return spans.isEmpty() ? Words.t("休") : OpeningHours.written(spans);
    }

    private static Map<Text, String> toldHours(Optional<OpeningHours> told) {
        Map<Text, String> lines = new LinkedHashMap<>();
        told.ifPresent(hours -> {
            for (DayOfWeek day : DayOfWeek.values()) {
                lines.put(WeekWords.of(day), written(hours.on(day)));
            }
            lines.put(Text.of("另外要说的"), hours.note());
            lines.put(Text.of("英文"), hours.noteEn());
            lines.put(Text.of("从哪一天起"), hours.from().toString());
        });
        return lines;
    }

    static String field(DayOfWeek day) {
        return "day" + day.getValue();
    }

    private ModelAndView hours(Site site, Form form) {
        return page("network/hoursEdit", site, form)
                .addObject("days", List.of(DayOfWeek.values()))
                .addObject(
                        "since",
                        places.hours(site.id(), tree.today())
                                .map(OpeningHours::from)
                                .orElse(null));
    }

    ModelAndView open(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        List<List<OpeningHours.Span>> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.add(spans(form, field(day)));
        }
        String note = form.text("note", OpeningHours.NOTE_LENGTH_MAX);
        String noteEn = form.text("noteEn", NOTE_EN_LENGTH_MAX);
        String document = form.text("document", Basis.DOCUMENT_LENGTH_MAX);
        LocalDate from = from(form, document);
        if (from == null || form.hasWrongs()) {
            return hours(site, form);
        }
        OpeningHours hours = new OpeningHours(from, week, note, noteEn);
        return saved(
                token,
                form,
                site,
                new Kept<>(
                        "from",
                        field(DayOfWeek.MONDAY),
                        "site.hours_set",
                        () -> places.latestHours(site.id()),
                        PlaceForms::toldHours),
                Optional.of(hours),
                () -> places.open(site.id(), hours, Basis.of(document)),
                () -> hours(site, form));
    }

    /** Nothing, a dash or the word for closed is a closed day; the English word too, for the form itself writes it. */
    private static List<OpeningHours.Span> spans(Form form, String field) {
        String typed = form.text(field, 120);
        if (typed.equalsIgnoreCase(Words.english("休"))) {
            return List.of();
        }
        try {
            return OpeningHours.parseSpans(typed);
        } catch (Refusal refusal) {
            form.wrong(field, refusal.reason());
            return List.of();
        }
    }

    // --- single days ---

    ModelAndView specialDays(Site site) {
        return specialDays(site, Form.empty());
    }

    private ModelAndView specialDays(Site site, Form form) {
        List<OpeningHours.SpecialDay> specials = places.allSpecialDays(site.id(), tree.today());
        if (form.raw("seen").isEmpty()) {
            form.with("seen", Seen.of(specials));
        }
        return page("network/specialDays", site, form).addObject("specials", specials);
    }

    private Optional<OpeningHours.SpecialDay> specialDay(Site site, LocalDate day) {
        return places.allSpecialDays(site.id(), tree.today()).stream()
                .filter(special -> special.day().equals(day))
                .findFirst();
    }

    private static Map<Text, String> toldSpecialDay(Optional<OpeningHours.SpecialDay> told) {
        Map<Text, String> lines = new LinkedHashMap<>();
        told.ifPresent(special -> {
            lines.put(Text.of("那天什么时候开"), written(special.spans()));
            lines.put(Text.of("为什么"), special.note());
            lines.put(Text.of("英文"), special.noteEn());
        });
        return lines;
    }

    /** Says what stands now, beside what was entered; sent once more from there, it holds. */
    private ModelAndView overtaken(Site site, Form form, LocalDate day, Optional<OpeningHours.SpecialDay> entered) {
        Optional<OpeningHours.SpecialDay> stands = specialDay(site, day);
        form.with("seen", Seen.of(places.allSpecialDays(site.id(), tree.today())));
        form.wrong("day", OVERTAKEN);
        return specialDays(site, form)
                .addObject(
                        "differences",
                        entered.isEmpty() ? List.of() : differences(toldSpecialDay(stands), toldSpecialDay(entered)))
                .addObject("saved", saved(site, List.of("site.special_day_set", "site.special_day_removed")));
    }

    ModelAndView setSpecialDay(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        LocalDate day = form.day("day", Text.of("请填写是哪一天，像 2026-11-23"));
        if (day != null
                && (day.isBefore(tree.today()) || day.isAfter(tree.today().plusDays(Places.SPECIAL_DAY_AHEAD_MAX)))) {
            form.wrong("day", Text.of("请填今天到 {0} 天以内的日子", Places.SPECIAL_DAY_AHEAD_MAX));
        }
        List<OpeningHours.Span> spans = spans(form, "spans");
        String note = form.text("note", OpeningHours.NOTE_LENGTH_MAX);
        String noteEn = form.text("noteEn", NOTE_EN_LENGTH_MAX);
        if (day == null || form.hasWrongs()) {
            return specialDays(site, form);
        }
        OpeningHours.SpecialDay special = new OpeningHours.SpecialDay(day, spans, note, noteEn);
        Optional<OpeningHours.SpecialDay> there = specialDay(site, day);
        // other days are no matter of this one: only what would be replaced must have been seen
        boolean replaces = there.isPresent() && !there.get().equals(special);
        String seen = replaces ? form.raw("seen") : Seen.of(there);
        Supplier<?> standing =
                replaces ? () -> places.allSpecialDays(site.id(), tree.today()) : () -> specialDay(site, day);
        try {
            ModelAndView done = done(
                    token,
                    form,
                    "day",
                    site,
                    "/special-days",
                    () -> places.onSeen(site.id(), seen, standing, () -> places.setSpecialDay(site.id(), special)));
            return done == null ? specialDays(site, form) : done;
        } catch (Overtaken overtaken) {
            return overtaken(site, form, day, Optional.of(special));
        }
    }

    ModelAndView removeSpecialDay(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        LocalDate day = form.day("day", Text.of("请填写是哪一天，像 2026-11-23"));
        if (day == null) {
            return specialDays(site, form);
        }
        try {
            ModelAndView done = done(
                    token,
                    form,
                    "day",
                    site,
                    "/special-days",
                    () -> places.onSeen(
                            site.id(),
                            // what somebody else took away already is gone, as was asked for
                            specialDay(site, day).isEmpty() ? Seen.of(Optional.empty()) : form.raw("seen"),
                            () -> specialDay(site, day),
                            () -> places.removeSpecialDay(site.id(), day)));
            return done == null ? specialDays(site, form) : done;
        } catch (Overtaken overtaken) {
            return overtaken(site, form, day, Optional.empty());
        }
    }

    // --- how it is reached ---

    ModelAndView contacts(Site site) {
        Form form = Form.empty();
        List<Contact> contacts = places.contacts(site.id());
        form.with("seen", Seen.of(contacts));
        int row = 0;
        for (Contact contact : contacts) {
            row++;
            form.with("order" + row, row)
                    .with("label" + row, contact.label())
                    .with("phone" + row, contact.phone())
                    .with("service" + row, contact.service() ? "true" : null);
        }
        return contacts(site, form, contacts.size());
    }

    private ModelAndView contacts(Site site, Form form, int filled) {
        int rows = Math.min(Contact.CONTACTS_MAX, filled + CONTACT_ROWS_SPARE);
        return page("network/contactsEdit", site, form).addObject("rows", rows);
    }

    /** A row that was emptied is a number that goes; the rows stand in the order of their numbers. */
    ModelAndView setContacts(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        record Placed(int order, int row, Contact contact) {}
        List<Placed> placed = new ArrayList<>();
        int filled = 0;
        for (int row = 1; row <= Contact.CONTACTS_MAX; row++) {
            String label = form.text("label" + row, 200);
            String phone = form.text("phone" + row, 200);
            if (label.isEmpty() && phone.isEmpty()) {
                continue;
            }
            filled = row;
            if (Contact.check(label, phone) instanceof Decision.Refused refused) {
                boolean labelled = !label.isEmpty() && label.length() <= Contact.LABEL_LENGTH_MAX;
                form.wrong((labelled ? "phone" : "label") + row, Text.of("第 {0} 行：{1}", row, refused.reason()));
                continue;
            }
            String order = form.digits("order" + row);
            if (!order.matches("[0-9]{0,3}")) {
                form.wrong("order" + row, Text.of("第 {0} 行：次序请填数字，小的在前", row));
                continue;
            }
            placed.add(new Placed(
                    order.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(order),
                    row,
                    new Contact(label, phone, form.has("service" + row, "true"))));
        }
        if (form.hasWrongs()) {
            return contacts(site, form, filled);
        }
        placed.sort(Comparator.comparingInt(Placed::order).thenComparingInt(Placed::row));
        List<Contact> contacts = placed.stream().map(Placed::contact).toList();
        int rows = filled;
        return saved(
                token,
                form,
                site,
                new Kept<>(
                        "label1",
                        "label1",
                        "site.contacts_set",
                        () -> places.contacts(site.id()),
                        PlaceForms::toldContacts),
                contacts,
                () -> places.setContacts(site.id(), contacts),
                () -> contacts(site, form, rows));
    }

    private static Map<Text, String> toldContacts(List<Contact> contacts) {
        Map<Text, String> lines = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            String number = contact.label() + " " + contact.phone();
            lines.put(Text.of("第 {0} 行", lines.size() + 1), contact.service() ? number : number + " " + Words.t("不公开"));
        }
        return lines;
    }

    // --- what it has shown ---

    ModelAndView evidence(Site site, String check) {
        return evidence(site, Form.empty().with("check", check).with("day", tree.today()));
    }

    private ModelAndView evidence(Site site, Form form) {
        Map<String, String> checks = new LinkedHashMap<>();
        checks(site).forEach(check -> checks.put(check.key(), check.label(Words.english())));
        return page("network/evidenceAdd", site, form)
                .addObject("checks", checks)
                .addObject("evidence", places.evidence(site.id()));
    }

    private List<Check> checks(Site site) {
        return places.completeness(site.id(), tree.today()).items().stream()
                .map(Completeness.Item::check)
                .filter(Check::byEvidence)
                .toList();
    }

    ModelAndView show(Site site, String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Optional<Check> check = checks(site).stream()
                .filter(candidate -> candidate.key().equals(form.raw("check")))
                .findFirst();
        if (check.isEmpty()) {
            form.wrong("check", Text.of("请选择是哪一项"));
        }
        LocalDate day = form.day("day", Text.of("请填写是哪一天看到的，像 2026-11-23"));
        if (day != null && day.isAfter(tree.today())) {
            form.wrong("day", Text.of("凭据的日期不能在今天以后"));
        }
        if (day != null && day.isBefore(FIRST_DAY)) {
            form.wrong("day", Text.of("请填写是哪一天看到的，像 2026-11-23"));
        }
        String shown = form.required("shown", Places.SHOWN_LENGTH_MAX, Text.of("请写看到了什么，比如“值班表贴在门口，有本月排班”"));
        if (day == null || check.isEmpty() || form.hasWrongs()) {
            return evidence(site, form);
        }
        String key = check.get().key();
        ModelAndView done = done(token, form, "day", site, "#checks", () -> places.show(site.id(), key, day, shown));
        return done == null ? evidence(site, form) : done;
    }
}
