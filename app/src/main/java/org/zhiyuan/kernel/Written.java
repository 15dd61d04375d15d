package org.zhiyuan.kernel;

/** What people type, made plain: full-width digits and letters become half-width, blanks and joiners disappear. */
final class Written {
    private Written() {}

    static String plain(String typed) {
        StringBuilder plain = new StringBuilder(typed.length());
        typed.codePoints().forEach(character -> {
            boolean fullWidth = character >= 0xFF01 && character <= 0xFF5E;
            int narrow = fullWidth ? character - 0xFEE0 : character;
            boolean blank = Character.isWhitespace(narrow)
                    || Character.isSpaceChar(narrow)
                    || Character.getType(narrow) == Character.FORMAT;
            if (!blank && narrow != '-' && narrow != 0x2013 && narrow != 0x2014) {
                plain.appendCodePoint(narrow);
            }
        });
        return plain.toString();
    }
}
