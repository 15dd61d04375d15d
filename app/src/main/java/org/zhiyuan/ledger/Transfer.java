package org.zhiyuan.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to be written: two or more postings which leave nothing over in any book.
 *
 * <pre>{@code
 * ledger.post(Transfer.of("hours.credited", "hours:" + entry)
 *         .under("rules-2026.1").evidencedBy("activity:" + activity).approvedBy(reviewer)
 *         .move(issue, volunteer, 120));
 * }</pre>
 *
 * @param key of whoever asks, the same whenever the same is asked again; 1 to 200 characters
 * @param kind dotted name of what happened
 * @param rule version of the rules by which the amounts were reckoned; "" for none
 * @param evidence reference to what shows it, never personal data; "" for none
 * @param approver account of who approved it, never the actor's own; null where none is asked
 */
public record Transfer(
        String key,
        String kind,
        String rule,
        String evidence,
        @Nullable UUID approver,
        List<Posting> postings) {
    public static final int POSTINGS_MAX = 100;
    private static final Pattern KIND = Pattern.compile("[a-z]+([._][a-z]+)*");
    private static final int KEY_LENGTH_MAX = 200;
    private static final int KIND_LENGTH_MAX = 60;
    private static final int RULE_LENGTH_MAX = 60;
    private static final int EVIDENCE_LENGTH_MAX = 200;

    public Transfer {
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) {
            throw new IllegalArgumentException("key has " + key.length() + " characters, not 1 to " + KEY_LENGTH_MAX);
        }
        if (!KIND.matcher(kind).matches() || kind.length() > KIND_LENGTH_MAX) {
            throw new IllegalArgumentException("kind (" + kind + ") must be a dotted name such as hours.credited");
        }
        if (rule.length() > RULE_LENGTH_MAX || evidence.length() > EVIDENCE_LENGTH_MAX) {
            throw new IllegalArgumentException("rule (" + rule.length() + ") or evidence (" + evidence.length()
                    + ") is longer than " + RULE_LENGTH_MAX + " and " + EVIDENCE_LENGTH_MAX + " characters");
        }
        postings = List.copyOf(postings);
    }

    public static Transfer of(String kind, String key) {
        return new Transfer(key, kind, "", "", null, List.of());
    }

    public Transfer under(String rule) {
        return new Transfer(key, kind, rule, evidence, approver, postings);
    }

    public Transfer evidencedBy(String evidence) {
        return new Transfer(key, kind, rule, evidence, approver, postings);
    }

    public Transfer approvedBy(UUID approver) {
        return new Transfer(key, kind, rule, evidence, approver, postings);
    }

    public Transfer posting(AccountId account, long amount) {
        List<Posting> more = new ArrayList<>(postings);
        more.add(new Posting(account, amount));
        return new Transfer(key, kind, rule, evidence, approver, more);
    }

    /** Takes from one account and gives to another. */
    public Transfer move(AccountId from, AccountId to, long amount) {
        return posting(from, -amount).posting(to, amount);
    }

    /** Throws where it is no double entry: a fault of the room that asks, not of a person. */
    void requireWhole() {
        if (postings.size() < 2 || postings.size() > POSTINGS_MAX) {
            throw new IllegalArgumentException(
                    "postings (" + postings.size() + ") must be 2 to " + POSTINGS_MAX + " in transfer " + key);
        }
        long sum = postings.stream().mapToLong(Posting::amount).sum();
        if (sum != 0) {
            throw new IllegalArgumentException("the postings of transfer " + key + " sum to " + sum + ", not to 0");
        }
        Set<AccountId> accounts = new HashSet<>();
        postings.forEach(posting -> {
            if (!accounts.add(posting.account())) {
                throw new IllegalArgumentException("account " + posting.account() + " stands twice in transfer " + key);
            }
        });
    }
}
