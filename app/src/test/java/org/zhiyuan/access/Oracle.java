package org.zhiyuan.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;

/**
 * What the table of words says, read a second time by other eyes: the matrix compares the house with it. It shares no
 * code with {@link Policy}, {@link Rules} or {@link Distance}, and knows the tree from parents, not from the closure.
 */
final class Oracle {
    private static final List<String> DISTANCES =
            List.of("self", "child", "deep", "parent", "sibling", "stranger", "other-field");

    /** What is to be answered: 0 where the handler is reached. */
    record Answer(int status, boolean freshCode, boolean audited) {
        static final Answer PASSES = new Answer(0, false, false);

        @Override
        public String toString() {
            return (status == 0 ? "passes" : String.valueOf(status))
                    + (freshCode ? " (fresh code)" : "")
                    + (audited ? " (audited)" : "");
        }
    }

    private final Map<UUID, UUID> parents;
    private final Map<Action, Map<String, Set<String>>> table = new EnumMap<>(Action.class);
    private final Set<Action> fresh = EnumSet.noneOf(Action.class);

    Oracle(Map<UUID, UUID> parents) {
        this.parents = parents;
        List<String> lines = lines("/access/policy.tsv");
        String[] heading = lines.getFirst().split("\t");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t");
            Set<String> allowed = new java.util.HashSet<>();
            for (int i = 2; i < cells.length; i++) {
                if (cells[i].equals("+")) {
                    allowed.add(heading[i]);
                }
            }
            table.computeIfAbsent(Action.valueOf(cells[0]), action -> new LinkedHashMap<>())
                    .put(cells[1], allowed);
        }
        lines("/access/fresh.tsv").forEach(line -> fresh.add(Action.valueOf(line.strip())));
    }

    static List<String> roles() {
        return lines("/access/roles.tsv").stream()
                .map(line -> line.split("\t")[0])
                .toList();
    }

    static boolean citizen(String role) {
        return lines("/access/roles.tsv").stream()
                .anyMatch(line -> line.startsWith(role + "\t") && line.endsWith("\tCITIZEN"));
    }

    /** The table as it stands in the file, its heading first. */
    static List<String[]> rows(String file) {
        return lines(file).stream().map(line -> line.split("\t+", -1)).toList();
    }

    private static List<String> lines(String file) {
        try (var in = Objects.requireNonNull(Oracle.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the table has a line of its own for an action and a role or word. */
    boolean names(Action action, String role) {
        return table.getOrDefault(action, Map.of()).containsKey(role);
    }

    private boolean word(Ground.Walker who, Action action) {
        return names(action, "anyone")
                || (who.signedIn() && names(action, "signed-in"))
                || (who.manner() == Ground.Manner.STAFF && names(action, "staff"));
    }

    /** Whether somebody may do it on something that lies there; without a place: anywhere at all. */
    boolean allowed(Ground.Walker who, Action action, Ground.@Nullable Thing thing) {
        if (word(who, action)) {
            return true;
        }
        if (!who.signedIn()) {
            return false;
        }
        if (thing == null) {
            return who.rights().stream().anyMatch(right -> names(action, right.role())) || names(action, "owner");
        }
        boolean own = thing.owner() != null && thing.owner().equals(who.person());
        return (own && names(action, "owner")) || byRight(who, action, thing.site(), thing.field());
    }

    /** Whether a right, and no word of the table, opens the rows of a place. */
    boolean byRight(Ground.Walker who, Action action, UUID site, @Nullable String field) {
        return who.signedIn()
                && who.rights().stream().anyMatch(right -> {
                    Set<String> line = table.getOrDefault(action, Map.of()).get(right.role());
                    return line != null
                            && line.contains(distance(right.site(), site))
                            && (right.field() == null || right.field().equals(field) || line.contains("other-field"));
                });
    }

    String distance(UUID root, UUID site) {
        if (root.equals(site)) {
            return "self";
        }
        List<UUID> aboveSite = above(site);
        List<UUID> aboveRoot = above(root);
        if (aboveSite.contains(root)) {
            return aboveSite.getFirst().equals(root) ? "child" : "deep";
        }
        if (aboveRoot.contains(site)) {
            return "parent";
        }
        return !aboveSite.isEmpty()
                        && !aboveRoot.isEmpty()
                        && aboveSite.getFirst().equals(aboveRoot.getFirst())
                ? "sibling"
                : "stranger";
    }

    private List<UUID> above(UUID site) {
        List<UUID> above = new ArrayList<>();
        for (UUID parent = parents.get(site); parent != null; parent = parents.get(parent)) {
            above.add(parent);
        }
        return above;
    }

    /** Which columns of the table a cell stands for; a right limited to a field also for the other field. */
    Set<String> columns(Ground.Walker who, Ground.@Nullable Thing thing) {
        Set<String> columns = new java.util.HashSet<>();
        if (!who.signedIn()) {
            columns.add("anonymous");
        } else if (thing != null && thing.there()) {
            for (Ground.Right right : who.rights()) {
                columns.add(distance(right.site(), thing.site()));
                if (right.field() != null && !right.field().equals(thing.field())) {
                    columns.add("other-field");
                }
            }
        }
        return columns;
    }

    static Set<String> columns() {
        Set<String> all = new java.util.HashSet<>(DISTANCES);
        all.add("anonymous");
        return all;
    }

    /** @param on the kind that the handler acts on; null where it acts on no single thing */
    Answer answer(
            Ground.Walker who, Action action, Ground.@Nullable Kind on, Ground.@Nullable Thing thing, boolean stale) {
        Answer answer = gate(who, action, on, thing);
        return answer.status() == 0 && stale && fresh.contains(action) ? new Answer(401, true, false) : answer;
    }

    boolean asksFreshCode(Action action) {
        return fresh.contains(action);
    }

    private Answer gate(Ground.Walker who, Action action, Ground.@Nullable Kind on, Ground.@Nullable Thing thing) {
        if (word(who, action)) {
            return Answer.PASSES;
        }
        if (!who.signedIn()) {
            return new Answer(401, false, false);
        }
        if (on == null || thing == null) {
            return allowed(who, action, null) ? Answer.PASSES : new Answer(403, false, true);
        }
        if (!thing.there()) {
            return new Answer(404, false, false);
        }
        if (allowed(who, action, thing)) {
            return Answer.PASSES;
        }
        boolean seen = on.seenBy() != null && allowed(who, on.seenBy(), thing);
        return new Answer(seen ? 403 : 404, false, true);
    }

    /** Whether a scope opens the rows of a place, by the tree of parents. */
    boolean opens(Scope scope, UUID site, @Nullable String field) {
        List<UUID> roots = new ArrayList<>(above(site));
        roots.add(site);
        return scope.everything()
                || roots.stream().anyMatch(scope.sites()::contains)
                || scope.onlySites().contains(site)
                || scope.fieldSites().stream()
                        .anyMatch(pair -> pair.field().equals(field) && roots.contains(pair.site()))
                || scope.onlyFieldSites().stream()
                        .anyMatch(pair ->
                                pair.field().equals(field) && pair.site().equals(site));
    }
}
