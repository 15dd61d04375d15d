package org.zhiyuan.files;

import java.util.Locale;
import java.util.Set;

/** Makes the name that a sender gave to a file harmless: no path, nothing unseen, and an ending that tells the truth. */
final class FileName {
    private static final int LENGTH_MAX = 120;
    private static final String UNWANTED = "\\/:*?\"<>|%;";
    /** Words may come as any of these. */
    private static final Set<String> TEXT_ENDINGS = Set.of("csv", "tsv", "txt");

    private FileName() {}

    static String harmless(String typed, Kind kind) {
        String base = typed.substring(Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        base.codePoints().filter(FileName::wanted).limit(LENGTH_MAX).forEach(name::appendCodePoint);
        while (!name.isEmpty() && (name.charAt(0) == '.' || Character.isWhitespace(name.charAt(0)))) {
            name.deleteCharAt(0);
        }
        String plain = name.toString().strip();
        if (plain.isEmpty()) {
            plain = "file";
        }
        return honest(plain, kind) ? plain : plain + "." + kind.extension();
    }

    private static boolean wanted(int character) {
        return UNWANTED.indexOf(character) < 0
                && !Character.isISOControl(character)
                // marks that turn the direction of writing make exe.txt of txt.exe
                && Character.getType(character) != Character.FORMAT
                && Character.getType(character) != Character.PRIVATE_USE
                && Character.getType(character) != Character.SURROGATE
                && Character.isDefined(character);
    }

    private static boolean honest(String name, Kind kind) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ending.equals(kind.extension())
                || kind == Kind.TEXT && TEXT_ENDINGS.contains(ending)
                || kind == Kind.JPEG && ending.equals("jpeg");
    }
}
