package org.zhiyuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Another county takes the system by changing data: the sample city's name stands in its pack and nowhere else. */
class CityWordsTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path PACKS = MAIN.resolve("resources/city");
    /** As a word, in a camel-case name, in capitals; "planning" and "scanning" are no city. */
    private static final Pattern WORDS =
            Pattern.compile("安宁|(?<![A-Za-z])[aA]nning|(?<=[a-z])Anning(?![a-z])|(?<![A-Z])ANNING");

    @Test
    void theCitysNameStandsInItsPackOnly() throws IOException {
        try (var files = Files.walk(MAIN)) {
            List<Path> naming = files.filter(file -> !file.startsWith(PACKS))
                    .filter(file -> namesTheCity(MAIN.relativize(file).toString()) || namesTheCity(content(file)))
                    .toList();
            assertThat(naming).isEmpty();
        }
    }

    @Test
    void theWordsAreFoundWhereTheyStand() {
        assertThat(List.of("志愿安宁", "in Anning", "anning.css", "volunteerAnning", "ANNING_PORT"))
                .allMatch(CityWordsTest::namesTheCity);
        assertThat(List.of("planning", "Scanning", "PLANNING", "spanningTree")).noneMatch(CityWordsTest::namesTheCity);
    }

    private static boolean namesTheCity(String text) {
        return WORDS.matcher(text).find();
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
