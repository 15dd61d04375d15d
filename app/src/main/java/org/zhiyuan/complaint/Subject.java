package org.zhiyuan.complaint;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/**
 * What a complaint is about.
 *
 * @param id as its kind names it: an id, the code of a certificate
 * @param label what it is called, as everybody may read it
 * @param site the place whose affair it is
 * @param own whether it is a record about whoever asks, so that he may have it corrected (R16)
 * @param persons whom it is about: leaders, captains
 * @param accounts who of the office had a hand in it
 */
public record Subject(
        Kind kind, String id, String label, SiteId site, boolean own, Set<UUID> persons, Set<UUID> accounts) {
    static final int LABEL_LENGTH_MAX = 200;

    public enum Kind {
        SITE("阵地"),
        ACTIVITY("活动"),
        TEAM("队伍"),
        ENTRY("一条服务时间"),
        CERTIFICATE("服务证明"),
        VOLUNTEER("志愿者登记");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }

        /** As it stands in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public Subject {
        persons = Set.copyOf(persons);
        accounts = Set.copyOf(accounts);
        if (label.length() > LABEL_LENGTH_MAX) {
            label = label.substring(0, LABEL_LENGTH_MAX);
        }
    }
}
