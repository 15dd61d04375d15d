package org.zhiyuan.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A posting as it is sealed, with what is needed to find the key that hides it. */
public record Entry(
        UUID transfer,
        int line,
        long amount,
        UUID account,
        String book,
        String unit,
        @Nullable UUID owner,
        byte[] bookKey,
        String kind,
        String rule,
        String evidence,
        String actor,
        @Nullable UUID approver,
        @Nullable UUID reverses,
        Instant at) {
    private static final String TYPE = "zhiyuan-posting-v1";

    /** All that is said of it; whoever the account belongs to is not among it. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("account", account);
        facts.put("actor", actor);
        facts.put("amount", amount);
        facts.put("at", at);
        facts.put("book", book);
        facts.put("evidence", evidence);
        facts.put("kind", kind);
        facts.put("line", line);
        facts.put("rule", rule);
        facts.put("transfer", transfer);
        facts.put("type", TYPE);
        facts.put("unit", unit);
        if (approver != null) {
            facts.put("approver", approver);
        }
        if (reverses != null) {
            facts.put("reverses", reverses);
        }
        return facts;
    }
}
