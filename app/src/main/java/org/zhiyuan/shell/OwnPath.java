package org.zhiyuan.shell;

/** A path of this house, to which somebody may be sent back; never another host. */
public final class OwnPath {
    private static final int LENGTH_MAX = 2_000;

    private OwnPath() {}

    /**
     * The path as asked, or another where it is none of ours ({@code //evil} and {@code /\evil} are hosts to a browser) or
     * not written as browsers write it: what does not stand in an address is percent-encoded.
     */
    public static String of(String asked, String otherwise) {
        boolean own = asked.startsWith("/")
                && !asked.startsWith("//")
                && asked.length() <= LENGTH_MAX
                && asked.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>');
        return own ? asked : otherwise;
    }
}
