package org.zhiyuan.access;

/**
 * Whence somebody signs in.
 *
 * @param address of the network
 * @param browser as it names itself, shortened
 * @param token by which this browser is known again; "" where it is not
 */
public record Origin(String address, String browser, String token) {
    private static final int LENGTH_MAX = 64;

    public Origin {
        address = clipped(address);
        browser = clipped(browser);
    }

    private static String clipped(String text) {
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
    }
}
