package org.zhiyuan.cell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.zhiyuan.kernel.Text;

/** Says a sentence in both languages on one line: whoever starts the house has no page yet on which to choose one. */
final class Console {
    private Console() {}

    static String line(Text text) {
        Text english = english(text);
        String both = text + (english == null ? "" : " | " + english);
        return both.replaceAll("\\s*\\R\\s*", " ");
    }

    private static @Nullable Text english(Text text) {
        String key = english(text.key());
        if (key.isEmpty()) {
            return null;
        }
        return new Text(
                key,
                text.values().stream()
                        .map(value ->
                                value instanceof Text inner ? Objects.requireNonNullElse(english(inner), inner) : value)
                        .toList());
    }

    /** Looked up when asked: it is asked at most a few times in the life of a process. */
    private static String english(String key) {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:words/*.tsv")) {
                try (var lines =
                        new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (line.startsWith(key + "\t")) {
                            return line.substring(key.length() + 1);
                        }
                    }
                }
            }
        } catch (IOException e) {
            return ""; // the Chinese sentence is said all the same
        }
        return "";
    }
}
