package org.zhiyuan.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which state may follow which, as code and database say it alike. */
class ProjectStateTest {
    @Test
    void codeAndDatabaseAllowTheSameSteps() throws IOException {
        Set<String> database = new TreeSet<>();
        Matcher pair = Pattern.compile("'([A-Z_]+)>([A-Z_]+)'").matcher(migration());
        while (pair.find()) {
            database.add(pair.group(1) + ">" + pair.group(2));
        }
        Set<String> code = new TreeSet<>();
        for (ProjectState from : ProjectState.values()) {
            for (ProjectState to : ProjectState.values()) {
                if (from.mayBecome(to)) {
                    code.add(from + ">" + to);
                }
            }
        }
        assertThat(code).hasSizeGreaterThan(20).isEqualTo(database);
    }

    private static String migration() throws IOException {
        try (var in = Objects.requireNonNull(
                ProjectStateTest.class.getResourceAsStream("/db/migration/project/V2026_11_26_1200__projects.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyWayToBeingPublishedGoesThroughBothReviews() {
        assertThat(reachable(EnumSet.noneOf(ProjectState.class))).contains(ProjectState.PUBLISHED);
        assertThat(reachable(EnumSet.of(ProjectState.APPLIED))).doesNotContain(ProjectState.PUBLISHED);
        assertThat(reachable(EnumSet.of(ProjectState.REVIEW))).doesNotContain(ProjectState.PUBLISHED);
    }

    private static Set<ProjectState> reachable(Set<ProjectState> without) {
        Set<ProjectState> reached = EnumSet.of(ProjectState.IDEA);
        Deque<ProjectState> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            ProjectState from = next.pop();
            for (ProjectState to : ProjectState.values()) {
                if (from.mayBecome(to) && !without.contains(to) && reached.add(to)) {
                    next.push(to);
                }
            }
        }
        return reached;
    }

    @Test
    void whatIsOverStaysOver() {
        for (ProjectState state : ProjectState.values()) {
            for (ProjectState next : ProjectState.values()) {
                assertThat(state.over() && state.mayBecome(next)).isFalse();
            }
        }
    }
}
