package org.zhiyuan.paper;

/**
 * Keeps exported words from becoming formulas in somebody's spreadsheet (TRUST §5): an apostrophe goes before a cell
 * that begins, after leading blanks, with a character that starts a formula, half-width or full-width.
 */
final class Guard {
    private static final String STARTERS = "=+-@\t\r\n＝＋－＠";

    private Guard() {}

    static String harmless(String words) {
        return guarded(words) ? "'" + words : words;
    }

    /** The words that {@link #harmless} was given, so that what we wrote we read again. */
    static String original(String words) {
        return words.startsWith("'") && guarded(words.substring(1)) ? words.substring(1) : words;
    }

    /** Words that already begin with apostrophes before a formula get one more, so that reading takes off just ours. */
    private static boolean guarded(String words) {
        int from = 0;
        while (from < words.length() && words.charAt(from) == '\'') {
            from++;
        }
        for (int i = from; i < words.length(); i++) {
            char character = words.charAt(i);
            if (STARTERS.indexOf(character) >= 0) {
                return true;
            }
            if (!blank(character)) {
                return false;
            }
        }
        return false;
    }

    /** Whether a spreadsheet would take the words of a CSV file for a formula; a signed number is none. */
    static boolean formula(String words) {
        String rest = strip(words);
        if (rest.isEmpty()) {
            return false;
        }
        return switch (rest.charAt(0)) {
            case '=', '@', '＝', '＠' -> true;
            case '+', '-', '＋', '－' ->
                !rest.substring(1).chars().allMatch(c -> c >= '0' && c <= '9' || " .,()-".indexOf(c) >= 0);
            default -> false;
        };
    }

    /** Without the blanks at both ends that people cannot see: full-width, no-break, zero-width, byte order mark. */
    static String strip(String words) {
        int from = 0;
        int to = words.length();
        while (from < to && blank(words.charAt(from))) {
            from++;
        }
        while (to > from && blank(words.charAt(to - 1))) {
            to--;
        }
        return words.substring(from, to);
    }

    private static boolean blank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
