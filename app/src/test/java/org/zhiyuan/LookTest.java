package org.zhiyuan;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the style sheets, icons and templates promise each other, and to browsers as old as Chromium 86. */
class LookTest {
    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final int PHONE_PAGE_BYTES = 100_000;

    @Test
    void stylesUseNothingNewerThanTheOldestBrowser() throws IOException {
        for (Path sheet : sheets()) {
            assertThat(css(sheet))
                    .as(sheet.toString())
                    .doesNotContainPattern(
                            ":has\\(|:is\\(|:where\\(|[;{ ]inset:|aspect-ratio|color-mix|oklch|@container|@layer|subgrid|dvh|(?<![-\\w])&");
        }
    }

    @Test
    void everyLetterSizeIsAToken() throws IOException {
        for (Path sheet : sheets()) {
            Set<String> sizes = all("font-size:\\s*([^;}]+)", css(sheet));
            sizes.removeIf(size -> size.startsWith("var(--fs-"));
            sizes.removeIf(size -> size.endsWith("pt")); // paper
            // letters on a map stand in the units of its drawing
            Set<String> onMaps = all("\\.(?:l[nv]|lab text|pin text)\\{[^}]*font-size:([^;}]+)", css(sheet));
            sizes.removeAll(onMaps);
            assertThat(sizes).as(sheet.toString()).isEmpty();
        }
    }

    @Test
    void everyTokenInUseIsDefined() throws IOException {
        Set<String> defined = all("(--[\\w-]+):", css(STATIC.resolve("css/tokens.css")));
        for (Path sheet : sheets()) {
            assertThat(defined).as(sheet.toString()).containsAll(all("var\\((--[\\w-]+)", css(sheet)));
        }
    }

    @Test
    void everyIconOfATemplateIsInTheSprite() throws IOException {
        Set<String> icons = all("<symbol id=\"([\\w-]+)\"", Files.readString(STATIC.resolve("icons.svg")));
        assertThat(icons).contains("house", "network", "type");
        try (var templates = Files.walk(TEMPLATES)) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                assertThat(icons)
                        .as(template.toString())
                        .containsAll(all("shell\\.icon\\(name = \"([\\w-]+)\"", Files.readString(template)));
            }
        }
    }

    @Test
    void templatesKeepToTheContentSecurityPolicy() throws IOException {
        try (var templates = Files.walk(TEMPLATES)) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(template))
                        .as(template.toString())
                        .doesNotContainPattern("\\sstyle=|<style|\\son[a-z]+=\"|javascript:|<script(?! src=)");
            }
        }
    }

    @Test
    void whatAPageLoadsIsSmallEnoughForAPhone() throws IOException {
        long bytes = 0;
        for (Path sheet : sheets()) {
            bytes += zipped(sheet);
        }
        bytes += zipped(STATIC.resolve("js/zhiyuan.js")) + zipped(STATIC.resolve("icons.svg"));
        try (var files = Files.walk(STATIC.resolve("vendor"))) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".js")).toList()) {
                bytes += zipped(script);
            }
        }
        assertThat(bytes).isLessThan(PHONE_PAGE_BYTES / 2); // the other half is the page's own
    }

    private static long zipped(Path file) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.GZIPOutputStream(out)) {
            Files.copy(file, zip);
        }
        return out.size();
    }

    private static List<Path> sheets() throws IOException {
        try (var files = Files.list(STATIC.resolve("css"))) {
            return files.toList();
        }
    }

    private static String css(Path sheet) throws IOException {
        return Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL)
                .matcher(Files.readString(sheet))
                .replaceAll("");
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .collect(toCollection(TreeSet::new));
    }
}
