package org.zhiyuan.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Action;

/**
 * Who may do what, and how far from home: a table of data ({@code access/policy.tsv}). What has no line is not allowed.
 * Unknown words, doubled lines and actions without any line are refused when it is read.
 */
final class Policy {
    /** Everybody, signed in or not. */
    static final String ANYONE = "anyone";
    /** Everybody who is signed in. */
    static final String SIGNED_IN = "signed-in";
    /** Everybody who is signed in with a staff account. */
    static final String STAFF = "staff";
    /** Whose own the object is. */
    static final String OWNER = "owner";

    /** Words that stand in the place of a role; for them distance means nothing. */
    static final Set<String> WORDS = Set.of(ANYONE, SIGNED_IN, STAFF, OWNER);

    private static final List<String> HEADING =
            List.of("action", "role", "self", "child", "deep", "parent", "sibling", "stranger", "other-field");
    private static final String YES = "+";
    private static final String NO = ".";

    private final Map<String, Role> roles;
    private final List<PolicyLine> lines;
    private final Map<Action, Map<String, PolicyLine>> byAction = new EnumMap<>(Action.class);
    private final Set<Action> fresh;

    private Policy(Map<String, Role> roles, List<PolicyLine> lines, Set<Action> fresh) {
        this.roles = roles;
        this.fresh = fresh;
        this.lines = List.copyOf(lines);
        for (PolicyLine line : lines) {
            byAction.computeIfAbsent(line.action(), action -> new LinkedHashMap<>())
                    .put(line.role(), line);
        }
    }

    static Policy built() {
        return read(rows("/access/roles.tsv"), rows("/access/policy.tsv"), rows("/access/fresh.tsv"));
    }

    static Policy read(List<String[]> roleRows, List<String[]> policyRows, List<String[]> freshRows) {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String[] row : roleRows) {
            var role = new Role(row[0], row[1], Role.Kind.valueOf(row[2]));
            if (WORDS.contains(role.key()) || roles.put(role.key(), role) != null) {
                throw new IllegalArgumentException("role (" + role.key() + ") stands twice");
            }
        }
        if (policyRows.isEmpty() || !List.of(policyRows.getFirst()).equals(HEADING)) {
            throw new IllegalArgumentException("the policy's heading must be " + HEADING);
        }
        List<PolicyLine> lines = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String[] row : policyRows.subList(1, policyRows.size())) {
            PolicyLine line = line(row, roles);
            if (!seen.add(line.toString())) {
                throw new IllegalArgumentException("policy line (" + line + ") stands twice");
            }
            lines.add(line);
        }
        Set<Action> without = EnumSet.allOf(Action.class);
        lines.forEach(line -> without.remove(line.action()));
        if (!without.isEmpty()) {
            throw new IllegalArgumentException("actions " + without + " have no line in the policy");
        }
        Set<Action> fresh = EnumSet.noneOf(Action.class);
        freshRows.forEach(row -> fresh.add(action(row[0])));
        return new Policy(roles, lines, fresh);
    }

    private static PolicyLine line(String[] row, Map<String, Role> roles) {
        if (row.length != HEADING.size()) {
            throw new IllegalArgumentException(
                    "policy line (" + String.join(" ", row) + ") must have " + HEADING.size() + " cells");
        }
        Action action = action(row[0]);
        String role = row[1];
        if (!roles.containsKey(role) && !WORDS.contains(role)) {
            throw new IllegalArgumentException("the policy names an unknown role (" + role + ")");
        }
        Set<Distance> distances = EnumSet.noneOf(Distance.class);
        for (Distance distance : Distance.values()) {
            if (yes(row, 2 + distance.ordinal())) {
                distances.add(distance);
            }
        }
        boolean otherField = yes(row, HEADING.size() - 1);
        if (WORDS.contains(role) && (distances.size() < Distance.values().length || !otherField)) {
            throw new IllegalArgumentException("policy line (" + action + " " + role
                    + ") must be + everywhere: distance means nothing for this word");
        }
        if (distances.isEmpty()) {
            throw new IllegalArgumentException(
                    "policy line (" + action + " " + role + ") allows nothing; leave it out");
        }
        return new PolicyLine(action, role, distances, otherField);
    }

    private static Action action(String name) {
        try {
            return Action.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the policy names an unknown action (" + name + ")", e);
        }
    }

    private static boolean yes(String[] row, int column) {
        return switch (row[column]) {
            case YES -> true;
            case NO -> false;
            default ->
                throw new IllegalArgumentException(
                        "policy line (" + row[0] + " " + row[1] + ") must say + or . and says " + row[column]);
        };
    }

    /** Rows of a table of words: tabs between cells, lines with # are remarks. */
    private static List<String[]> rows(String file) {
        InputStream in = Objects.requireNonNull(Policy.class.getResourceAsStream(file), file);
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t+", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    List<PolicyLine> lines() {
        return lines;
    }

    Collection<Role> roles() {
        return roles.values();
    }

    Optional<Role> role(String key) {
        return Optional.ofNullable(roles.get(key));
    }

    @Nullable
    PolicyLine line(Action action, String role) {
        return byAction.getOrDefault(action, Map.of()).get(role);
    }

    boolean says(Action action, String word) {
        return line(action, word) != null;
    }

    /** Whether the one-time code must have been proved lately. */
    boolean asksFreshCode(Action action) {
        return fresh.contains(action);
    }

    /** The same policy without one line: for the drill that shows that every line is missed. */
    Policy without(PolicyLine line) {
        return new Policy(roles, lines.stream().filter(l -> !l.equals(line)).toList(), fresh);
    }

    /** The same policy in which one action asks for no fresh code: for the drill. */
    Policy withoutFreshCode(Action action) {
        Set<Action> others = EnumSet.noneOf(Action.class);
        others.addAll(fresh);
        others.remove(action);
        return new Policy(roles, lines, others);
    }
}
