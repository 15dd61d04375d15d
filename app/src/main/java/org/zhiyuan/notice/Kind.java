package org.zhiyuan.notice;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/** What notices are about: whether a text message goes with one is said for each kind. */
public enum Kind {
    REGISTRATION("志愿者登记"),
    GUARDIAN("监护人同意"),
    TEAM("队伍"),
    ACTIVITY("活动变动"),
    ATTENDANCE("没有到场的记录"),
    HOURS("计入时长"),
    HOURS_BACK("时长核实、不计、冲正"),
    CERTIFICATE("证明开具"),
    CERTIFICATE_BACK("撤销证明"),
    STAR("星级"),
    COMPLAINT("投诉和更正的答复");

    private final Text label;

    Kind(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** As it stands in the database and in the city's pack. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> of(String key) {
        for (Kind kind : values()) {
            if (kind.key().equals(key)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether a text message goes with it. */
    public enum Sms {
        /** Always: nobody turns it off. */
        ALWAYS,
        /** Unless the person says no. */
        ON,
        /** Only where the person says so. */
        OFF,
        /** Sent by the room whose act it is. */
        ELSEWHERE;

        public boolean choosable() {
            return this == ON || this == OFF;
        }

        /** @param word what the person said; null where nothing */
        boolean goes(@Nullable Boolean word) {
            return switch (this) {
                case ALWAYS -> true;
                case ON -> word == null || word;
                case OFF -> word != null && word;
                case ELSEWHERE -> false;
            };
        }
    }
}
