package org.zhiyuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A machine that meets a problem's name finds it in docs/PROBLEMS.md, and none stands there that no longer happens. */
class ProblemsTest {
    private static final Pattern MADE = Pattern.compile("new Problem\\(\\s*[^,]+,\\s*\"([a-z-]+)\"");
    private static final Pattern LISTED = Pattern.compile("`/problems/([a-z-]+)`");

    @Test
    void everyProblemIsListed() {
        Set<String> made = new TreeSet<>();
        for (Sources.Source source : Sources.of(Sources.JAVA, ".java")) {
            addAll(made, MADE.matcher(source.text()));
        }
        Set<String> listed = new TreeSet<>();
        addAll(
                listed,
                LISTED.matcher(Sources.read(java.nio.file.Path.of("../docs/PROBLEMS.md"))
                        .text()));

        assertThat(made).hasSizeGreaterThan(8).isEqualTo(listed);
    }

    private static void addAll(Set<String> names, Matcher found) {
        while (found.find()) {
            names.add(found.group(1));
        }
    }
}
