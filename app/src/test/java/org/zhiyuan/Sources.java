package org.zhiyuan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources as text, for rules that the compiler and ArchUnit cannot see. Paths are relative to the module {@code app}. */
final class Sources {
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u+([0-9A-Fa-f]{4})");

    static final Path JAVA = Path.of("src/main/java");
    static final Path PAGES = Path.of("src/main/jte");
    static final Path RESOURCES = Path.of("src/main/resources");

    /** One file. */
    record Source(Path path, String text) {
        int lineOf(int at) {
            return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        }

        String at(int position) {
            return path + ":" + lineOf(position);
        }
    }

    /** A string literal or text block: where it begins and ends in the file, and what it says. */
    record Literal(int start, int end, String value) {}

    private Sources() {}

    static List<Source> of(Path root, String ending) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .map(Sources::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Source read(Path file) {
        try {
            return new Source(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The string literals of Java source, comments and character literals left out. */
    static List<Literal> literals(String java) {
        List<Literal> found = new ArrayList<>();
        int i = 0;
        while (i < java.length()) {
            if (java.startsWith("//", i)) {
                i = endOf(java, "\n", i);
            } else if (java.startsWith("/*", i)) {
                i = endOf(java, "*/", i + 2);
            } else if (java.startsWith("\"\"\"", i)) {
                int end = i + 3;
                while (!java.startsWith("\"\"\"", end)) {
                    end += java.charAt(end) == '\\' ? 2 : 1;
                }
                found.add(
                        new Literal(i, end + 3, said(java.substring(i + 3, end).stripIndent())));
                i = end + 3;
            } else if (java.charAt(i) == '"') {
                int end = i + 1;
                while (java.charAt(end) != '"') {
                    end += java.charAt(end) == '\\' ? 2 : 1;
                }
                found.add(new Literal(i, end + 1, said(java.substring(i + 1, end))));
                i = end + 1;
            } else if (java.charAt(i) == '\'') {
                int end = i + 1;
                while (java.charAt(end) != '\'') {
                    end += java.charAt(end) == '\\' ? 2 : 1;
                }
                i = end + 1;
            } else {
                i++;
            }
        }
        return found;
    }

    /** The same text with comments and the insides of literals blanked, positions kept. */
    static String code(String java) {
        StringBuilder code = new StringBuilder(java);
        int i = 0;
        while (i < java.length()) {
            int end;
            if (java.startsWith("//", i)) {
                end = endOf(java, "\n", i);
            } else if (java.startsWith("/*", i)) {
                end = endOf(java, "*/", i + 2);
            } else if (java.charAt(i) == '"' || java.charAt(i) == '\'') {
                String mark = java.startsWith("\"\"\"", i) ? "\"\"\"" : java.substring(i, i + 1);
                end = i + mark.length();
                while (!java.startsWith(mark, end)) {
                    end += java.charAt(end) == '\\' ? 2 : 1;
                }
                end += mark.length();
            } else {
                i++;
                continue;
            }
            for (int at = i; at < end; at++) {
                if (code.charAt(at) != '\n') {
                    code.setCharAt(at, ' ');
                }
            }
            i = end;
        }
        return code.toString();
    }

    /** The position behind the bracket that closes the one at {@code open}, in text without literals. */
    static int closing(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no closing bracket after " + open);
    }

    static boolean chinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static int endOf(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + mark.length();
    }

    /** What a literal says; the compiler reads unicode escapes before all others. */
    static String said(String written) {
        return UNICODE_ESCAPE
                .matcher(written)
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group(1) + (char) Integer.parseInt(found.group(2), 16)))
                .translateEscapes();
    }
}
