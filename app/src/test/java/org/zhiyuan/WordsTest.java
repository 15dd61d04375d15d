package org.zhiyuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every sentence stands in both languages, and no catalogue keeps a sentence that no page says any more. */
class WordsTest {
    private record Wording(String english, String file) {}

    /**
     * Sources whose Chinese is not for the catalogue: Formats and LastPage write both languages themselves, WrittenDay and
     * Announcement read days as they are written, the cell speaks to whoever starts it.
     */
    private static final Set<String> NOT_FOR_PAGES = Set.of(
            "org/zhiyuan/shell/Formats.java",
            "org/zhiyuan/shell/web/LastPage.java",
            "org/zhiyuan/paper/WrittenDay.java",
            "org/zhiyuan/matter/Announcement.java",
            "org/zhiyuan/cell/");

    private static final Pattern CALL = Pattern.compile("(?<![\\w.])(?:Words\\.)?(t|tf)\\(\\s*\"|Text\\.of\\(\\s*\"");
    private static final Pattern COMMENT = Pattern.compile("(?s)<%--.*?--%>|(?m)^\\s*/?\\*.*$");
    private static final Pattern DATE_PATTERN = Pattern.compile("[uyMdHms年月日时分 :-]+");
    /** Words in s that follow the name of something, not its number. */
    private static final Set<String> NO_PLURALS = Set.of(
            "answers", "as", "begins", "does", "ends", "goes", "hangs", "has", "holds", "is", "its", "lacks", "leaves",
            "lies", "opens", "was", "this", "wants");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private static final Map<String, Wording> catalogue = new LinkedHashMap<>();
    private static final List<String> twice = new ArrayList<>();

    @BeforeAll
    static void readTheCatalogues() {
        for (Sources.Source file : Sources.of(Sources.RESOURCES.resolve("words"), ".tsv")) {
            for (String line : file.text().split("\n")) {
                int tab = line.indexOf('\t');
                if (tab > 0 && !line.startsWith("#")) {
                    String name = file.path().getFileName().toString();
                    String english = line.substring(tab + 1).strip();
                    Wording other = catalogue.put(line.substring(0, tab), new Wording(english, name));
                    if (other != null && !other.english().equals(english)) {
                        twice.add(line.substring(0, tab) + ": " + other + " and " + english + " in " + name);
                    }
                }
            }
        }
    }

    @Test
    void everySentenceIsTranslated() {
        Set<String> missing = new TreeSet<>();
        forEachSaid((key, context, at) -> {
            boolean known =
                    catalogue.containsKey(key) || (context != null && catalogue.containsKey(key + "@" + context));
            if (!known && Sources.chinese(key)) {
                missing.add(key + (context == null ? "" : "@" + context) + "   (" + at + ")");
            }
        });
        assertThat(missing).as("no English in app/src/main/resources/words").isEmpty();
    }

    @Test
    void noSentenceIsTranslatedTwoWays() {
        assertThat(twice)
                .as("one key, two wordings: use a context, t(\"点\", \"tier\")")
                .isEmpty();
    }

    @Test
    void englishHasThePlacesOfTheChinese() {
        List<String> wrong = new ArrayList<>();
        catalogue.forEach((key, wording) -> {
            if (!places(key).equals(places(wording.english()))) {
                wrong.add(wording.file() + ": " + key);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** "1 points": English says of one otherwise than of many, and a number of things may be one. */
    @Test
    void englishSaysOneAndManyWhereANumberIsCounted() {
        List<String> wrong = new ArrayList<>();
        Pattern counted = Pattern.compile("\\{\\d} ((?:[a-z]+ )?[a-z]+(?:s|people))\\b");
        catalogue.forEach((key, wording) -> {
            Matcher many = counted.matcher(wording.english());
            while (many.find()) {
                String[] words = many.group(1).split(" ");
                if (!NO_PLURALS.contains(words[words.length - 1])) {
                    wrong.add(wording.file() + ": " + wording.english());
                }
            }
        });
        assertThat(wrong)
                .as("write {0} {0|point|points}, or put a verb into NO_PLURALS")
                .isEmpty();
    }

    @Test
    void englishIsEnglish() {
        List<String> wrong = new ArrayList<>();
        catalogue.forEach((key, wording) -> {
            if (wording.english().isBlank() || Sources.chinese(wording.english())) {
                wrong.add(wording.file() + ": " + key);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void noWordingIsLeftOver() {
        Set<String> said = new HashSet<>();
        forEachLiteral((literal, at) -> said.add(literal));
        String seeds = seeds();
        List<String> unused = new ArrayList<>();
        catalogue.forEach((key, wording) -> {
            int at = key.indexOf('@');
            if (seeds.contains(key)) {
                return;
            }
            if (!said.contains(key) && (at < 0 || !said.contains(key.substring(0, at)))) {
                unused.add(wording.file() + ": " + key);
            }
        });
        assertThat(unused).as("no page or sentence uses them").isEmpty();
    }

    /** Chinese that stands in a template outside of t(…) stays Chinese on the English page. */
    @Test
    void templatesSayNothingPastTheCatalogue() {
        List<String> wrong = new ArrayList<>();
        for (Sources.Source page : Sources.of(Sources.PAGES, ".jte")) {
            String text = blank(page.text(), Pattern.compile("(?s)<%--.*?--%>"));
            text = blank(text, Pattern.compile("(?<![\\w.])(?:t|tf|Text\\.of)\\(\"(?:[^\"\\\\\n]|\\\\.)*\""));
            Matcher chinese = Pattern.compile("[\\p{IsHan}，。；：、！？“”（）《》]+").matcher(text);
            while (chinese.find()) {
                // the name of the other language is written in that language
                if (!chinese.group().equals("中文")) {
                    wrong.add(page.at(chinese.start()) + " " + chinese.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A Chinese sentence in Java that no catalogue has would reach an English page as it is. */
    @Test
    void javaSaysNothingPastTheCatalogue() {
        Set<String> wrong = new TreeSet<>();
        for (Sources.Source source : Sources.of(Sources.JAVA, ".java")) {
            String name = Sources.JAVA.relativize(source.path()).toString();
            if (NOT_FOR_PAGES.stream().anyMatch(name::startsWith)
                    || name.endsWith("package-info.java")
                    || name.endsWith("Store.java")) {
                continue;
            }
            for (Sources.Literal literal : Sources.literals(source.text())) {
                boolean known = catalogue.containsKey(literal.value())
                        || catalogue.keySet().stream().anyMatch(key -> key.startsWith(literal.value() + "@"));
                boolean datePattern = DATE_PATTERN.matcher(literal.value()).matches();
                if (Sources.chinese(literal.value()) && !known && !datePattern) {
                    wrong.add(source.at(literal.start()) + " " + literal.value());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private interface Said {
        void accept(String key, @Nullable String context, String at);
    }

    private interface Stands {
        void accept(String literal, String at);
    }

    private static void forEachSaid(Said said) {
        for (Sources.Source source : sources()) {
            String uncommented = blank(source.text(), COMMENT);
            Matcher call = CALL.matcher(uncommented);
            while (call.find()) {
                int open = call.end() - 1;
                int close = endOfLiteral(source.text(), open);
                String key = source.text().substring(open + 1, close).translateEscapes();
                @Nullable String context = null;
                Matcher second = Pattern.compile("\\s*,\\s*\"(\\w+)\"\\s*\\)").matcher(source.text());
                if ("t".equals(call.group(1))
                        && second.region(close + 1, source.text().length()).lookingAt()) {
                    context = second.group(1);
                }
                said.accept(key, context, source.at(open));
            }
        }
    }

    private static void forEachLiteral(Stands stands) {
        for (Sources.Source source : sources()) {
            Matcher literal = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"").matcher(source.text());
            int from = 0;
            while (literal.find(from)) {
                stands.accept(Sources.said(literal.group(1)), source.at(literal.start()));
                // attributes hold quoted calls, so the next literal may begin inside this one
                from = literal.start() + 1;
            }
        }
    }

    /** Data that comes with the code: names of roles and the like, translated where they are shown. */
    private static String seeds() {
        StringBuilder seeds = new StringBuilder();
        for (String ending : List.of(".sql", ".tsv", ".csv")) {
            for (Sources.Source file : Sources.of(Sources.RESOURCES, ending)) {
                Path inside = Sources.RESOURCES.relativize(file.path());
                if (!inside.startsWith("words") && !inside.startsWith("city")) {
                    seeds.append(file.text());
                }
            }
        }
        return seeds.toString();
    }

    private static List<Sources.Source> sources() {
        List<Sources.Source> all = new ArrayList<>(Sources.of(Sources.JAVA, ".java"));
        all.addAll(Sources.of(Sources.PAGES, ".jte"));
        return all;
    }

    private static int endOfLiteral(String text, int open) {
        int at = open + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String blank(String text, Pattern what) {
        Matcher found = what.matcher(text);
        StringBuilder out = new StringBuilder(text);
        while (found.find()) {
            for (int i = found.start(); i < found.end(); i++) {
                if (out.charAt(i) != '\n') {
                    out.setCharAt(i, ' ');
                }
            }
        }
        return out.toString();
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(1));
        }
        return places;
    }
}
