package org.zhiyuan.volunteer.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Rulebook;

/** Reads what was entered about a volunteer, and says what is wrong with it in words that help. */
@Component
class Entries {
    static final int NAME_LENGTH_MAX = 60;
    static final int REASON_LENGTH_MAX = 200;
    private static final int REASON_LENGTH_MIN = 4;

    private final Rulebook rules;

    Entries(Rulebook rules) {
        this.rules = rules;
    }

    LocalDate today() {
        return rules.today();
    }

    String name(Form form, String field) {
        return form.required(field, NAME_LENGTH_MAX, Text.of("请填写姓名，和证件上的一样"));
    }

    @Nullable
    IdentityNumber number(Form form, String field) {
        String typed = form.raw(field);
        if (typed.isBlank()) {
            form.wrong(field, Text.of("请填写 18 位证件号码"));
            return null;
        }
        if (IdentityNumber.check(typed, today()) instanceof Decision.Refused refused) {
            form.wrong(field, refused.reason());
            return null;
        }
        return IdentityNumber.of(typed, today());
    }

    /** Null where it is wrong, and where it may be empty and is. */
    @Nullable
    MobileNumber phone(Form form, String field, boolean needed) {
        String typed = form.raw(field);
        if (typed.isBlank() && !needed) {
            return null;
        }
        if (MobileNumber.check(typed) instanceof Decision.Refused refused) {
            form.wrong(field, refused.reason());
            return null;
        }
        return MobileNumber.of(typed);
    }

    static String reason(Form form) {
        String reason = form.required(
                "reason", REASON_LENGTH_MAX, Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        if (!reason.isEmpty() && reason.length() < REASON_LENGTH_MIN) {
            form.wrong("reason", Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        }
        return reason;
    }

    /** The version of a text that stood on the page; 0 where none did. */
    static int version(Form form, String purpose) {
        String version = form.raw("version-" + purpose);
        return version.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(version) : 0;
    }

    // --- what somebody offers ---

    Map<Choice.Kind, List<Choice>> choices() {
        Map<Choice.Kind, List<Choice>> choices = new LinkedHashMap<>();
        for (Choice.Kind kind : Choice.Kind.values()) {
            choices.put(kind, rules.choices(kind));
        }
        return choices;
    }

    /** Null where something is wrong. */
    @Nullable
    Offer offer(Form form) {
        List<Offer.Skill> skills = new ArrayList<>();
        for (Choice choice : rules.choices(Choice.Kind.SKILL)) {
            if (form.has("skill", choice.key())) {
                skills.add(skill(form, choice));
            }
        }
        Set<Offer.Slot> free = null;
        if (form.has("free", "known")) {
            free = new HashSet<>();
            for (int weekday = 1; weekday <= 7; weekday++) {
                for (Offer.Part part : Offer.Part.values()) {
                    Offer.Slot slot = new Offer.Slot(weekday, part);
                    if (form.has("slot", slot.key())) {
                        free.add(slot);
                    }
                }
            }
            if (free.isEmpty()) {
                form.wrong("free", Text.of("请勾选什么时候有空；说不准的，请选“说不准”"));
            }
        } else if (form.raw("free").isEmpty() && !form.all("slot").isEmpty()) {
            form.wrong("free", Text.of("请选一项：大致知道，还是说不准"));
        }
        Integer hours = hours(form);
        return form.hasWrongs()
                ? null
                : new Offer(
                        skills,
                        chosen(form, "language", Choice.Kind.LANGUAGE),
                        chosen(form, "interest", Choice.Kind.INTEREST),
                        free,
                        hours);
    }

    private Offer.Skill skill(Form form, Choice choice) {
        String field = "certificate-" + choice.key();
        String certificate = form.text(field, Offer.CERTIFICATE_LENGTH_MAX);
        String typed = form.raw("expires-" + choice.key()).strip();
        LocalDate expires = null;
        if (!typed.isEmpty()) {
            try {
                expires = LocalDate.parse(typed);
            } catch (DateTimeException e) {
                form.wrong("expires-" + choice.key(), Text.of("请填写证书到期的日子，像 2027-11-23"));
            }
            if (certificate.isEmpty()) {
                form.wrong(field, Text.of("填了到期日，请也填写是什么证书"));
            }
        }
        return new Offer.Skill(
                choice.key(),
                certificate.substring(0, Math.min(certificate.length(), Offer.CERTIFICATE_LENGTH_MAX)),
                certificate.isEmpty() ? null : expires);
    }

    private Set<String> chosen(Form form, String field, Choice.Kind kind) {
        Set<String> chosen = new HashSet<>();
        for (Choice choice : rules.choices(kind)) {
            if (form.has(field, choice.key())) {
                chosen.add(choice.key());
            }
        }
        return chosen;
    }

    private static @Nullable Integer hours(Form form) {
        String typed = form.digits("weekHours");
        if (typed.isEmpty()) {
            return null;
        }
        if (!typed.matches("[0-9]{1,2}")
                || Integer.parseInt(typed) < 1
                || Integer.parseInt(typed) > Offer.WEEK_HOURS_MAX) {
            form.wrong("weekHours", Text.of("请填 1 到 {0} 之间的整数，或者不填", Offer.WEEK_HOURS_MAX));
            return null;
        }
        return Integer.parseInt(typed);
    }

    /** Puts an offer into a form that is about to be shown. */
    static Form shown(Form form, Offer offer) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        entries.put("skill", offer.skills().stream().map(Offer.Skill::key).toList());
        for (Offer.Skill skill : offer.skills()) {
            form.with("certificate-" + skill.key(), skill.certificate());
            form.with("expires-" + skill.key(), skill.expires());
        }
        entries.put("language", List.copyOf(offer.languages()));
        entries.put("interest", List.copyOf(offer.interests()));
        Set<Offer.Slot> free = offer.free();
        form.with("free", free == null ? "unknown" : "known");
        entries.put(
                "slot",
                free == null ? List.of() : free.stream().map(Offer.Slot::key).toList());
        form.with("weekHours", offer.weekHoursMax());
        entries.forEach(form::with);
        return form;
    }
}
