package org.zhiyuan.volunteer;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What a volunteer offers.
 *
 * @param free when; null where nobody asked, which is another thing than never
 * @param weekHoursMax how many hours a week at most; null where he set no limit
 */
public record Offer(
        List<Skill> skills,
        Set<String> languages,
        Set<String> interests,
        @Nullable Set<Slot> free,
        @Nullable Integer weekHoursMax) {
    public static final int WEEK_HOURS_MAX = 40;
    public static final int CERTIFICATE_LENGTH_MAX = 60;
    public static final Offer NONE = new Offer(List.of(), Set.of(), Set.of(), null, null);

    /**
     * @param certificate what proves it, "" where nothing does
     * @param expires last day of the certificate; null where it has no end
     */
    public record Skill(
            String key, String certificate, @Nullable LocalDate expires) {
        public Skill {
            if (certificate.length() > CERTIFICATE_LENGTH_MAX) {
                throw new IllegalArgumentException("certificate (" + certificate.length() + " characters) is too long");
            }
        }

        public boolean lapsed(LocalDate today) {
            return expires != null && expires.isBefore(today);
        }
    }

    /** @param weekday from Monday, 1, to Sunday, 7 */
    public record Slot(int weekday, Part part) {
        public Slot {
            if (weekday < 1 || weekday > 7) {
                throw new IllegalArgumentException("weekday (" + weekday + ") must be 1 to 7");
            }
        }

        /** As forms name it: 6-MORNING. */
        public String key() {
            return weekday + "-" + part;
        }
    }

    public enum Part {
        MORNING("上午"),
        AFTERNOON("下午"),
        EVENING("晚上");

        private final Text label;

        Part(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public Offer {
        skills = List.copyOf(skills);
        languages = Set.copyOf(languages);
        interests = Set.copyOf(interests);
        free = free == null ? null : Set.copyOf(free);
        if (weekHoursMax != null && (weekHoursMax < 1 || weekHoursMax > WEEK_HOURS_MAX)) {
            throw new IllegalArgumentException("weekHoursMax (" + weekHoursMax + ") must be 1 to " + WEEK_HOURS_MAX);
        }
    }

    public boolean can(String skill) {
        return skills.stream().anyMatch(own -> own.key().equals(skill));
    }

    /** What a day of the week is called, from Monday, 1. */
    public static Text weekday(int day) {
        return switch (day) {
            case 1 -> Text.of("星期一");
            case 2 -> Text.of("星期二");
            case 3 -> Text.of("星期三");
            case 4 -> Text.of("星期四");
            case 5 -> Text.of("星期五");
            case 6 -> Text.of("星期六");
            case 7 -> Text.of("星期日");
            default -> throw new IllegalArgumentException("day (" + day + ") must be 1 to 7");
        };
    }

    /** Null where there is none. */
    public @Nullable Skill skill(String key) {
        return skills.stream().filter(own -> own.key().equals(key)).findFirst().orElse(null);
    }

    public boolean free(int weekday, Part part) {
        return free != null && free.contains(new Slot(weekday, part));
    }
}
