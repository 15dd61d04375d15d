package org.zhiyuan.files;

import java.nio.charset.StandardCharsets;

/** What a file is, told by its first bytes. The name that somebody gave it proves nothing. */
public enum Kind {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    /** Any other archive. */
    ZIP("application/zip", "zip"),
    /** Excel, Word … before 2007, and every Office file with a password. */
    OLD_OFFICE("application/octet-stream", "bin"),
    PDF("application/pdf", "pdf"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    /** Words in some encoding; served as plain text whatever they say, so that no browser runs them. */
    TEXT("text/plain", "txt"),
    UNKNOWN("application/octet-stream", "bin");

    private static final int TEXT_LOOKED_AT_BYTES = 64 * 1024;
    private static final byte[] WORKBOOK = "xl/workbook.xml".getBytes(StandardCharsets.US_ASCII);

    private final String mediaType;
    private final String extension;

    Kind(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    public String extension() {
        return extension;
    }

    public static Kind of(byte[] bytes) {
        if (starts(bytes, 'P', 'K', 3, 4)) {
            return contains(bytes, WORKBOOK) ? XLSX : ZIP;
        }
        if (starts(bytes, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)) {
            return OLD_OFFICE;
        }
        if (starts(bytes, '%', 'P', 'D', 'F', '-')) {
            return PDF;
        }
        if (starts(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return PNG;
        }
        if (starts(bytes, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        return text(bytes) ? TEXT : UNKNOWN;
    }

    /** The archive's list of names stands in it in plain letters, whatever is packed. */
    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private static boolean text(byte[] bytes) {
        boolean wide = starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF);
        int length = Math.min(bytes.length, TEXT_LOOKED_AT_BYTES);
        for (int i = 0; i < length && !wide; i++) {
            int value = bytes[i] & 0xFF;
            if (value < ' ' && value != '\t' && value != '\n' && value != '\r' || value == 0x7F) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
