package org.zhiyuan.project;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is not volunteer service (R29, DOMAIN §2.6), found in what somebody wrote. The phrases are data of the city's
 * pack; the list only asks, a person decides.
 */
@Service
@Transactional(readOnly = true)
public class NegativeList {
    private final RuleStore store;
    private final Rulebook rules;

    NegativeList(RuleStore store, Rulebook rules) {
        this.store = store;
        this.rules = rules;
    }

    /** Why something is no volunteer service. */
    public enum Kind {
        /** One's own work in one's own working time. */
        OWN_DUTY,
        /** What employer or school tell one to do. */
        TOLD_TO,
        OWN_INTEREST,
        /** Something else, with a public purpose as its label. */
        NOT_PUBLIC,
        /** Paid clearly above what it costs. */
        PAID,
        /** Hours that were not given as time. */
        NOT_TIME,
        /** Said to have been long ago. */
        BACKDATED
    }

    /** @param phrase as it stands in the list; parts with + between them were all found in one sentence */
    public record Hit(Kind kind, String phrase, String reason, String reasonEn) {
        public String reason(boolean english) {
            return english ? reasonEn : reason;
        }

        /** The phrase as people read it. */
        public String found() {
            return phrase.replace("+", " … ");
        }
    }

    /** What the list finds in these texts, each phrase once; empty where it finds nothing. */
    public List<Hit> check(String... texts) {
        return found(store.negatives(rules.today()), texts);
    }

    static List<Hit> found(List<Hit> list, String... texts) {
        List<String> sentences = new ArrayList<>();
        for (String text : texts) {
            for (String sentence : plain(text).split("[\\u3002\\uff1b;\\uff01!\\uff1f?\n]")) {
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                }
            }
        }
        return list.stream()
                .filter(hit -> sentences.stream().anyMatch(sentence -> contains(sentence, hit.phrase())))
                .toList();
    }

    private static boolean contains(String sentence, String phrase) {
        for (String part : phrase.split("\\+")) {
            if (!sentence.contains(plain(part))) {
                return false;
            }
        }
        return true;
    }

    /** Without blanks and in ordinary letters, so that a phrase is not hidden by how it is written. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[ \\t\\r\\p{Cf}\\u00a0\\u3000]", "");
    }
}
