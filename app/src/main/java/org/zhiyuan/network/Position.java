package org.zhiyuan.network;

import java.math.BigDecimal;

/**
 * Where a place is, in the system in which it was measured: the systems differ by half a kilometre, so none is ever
 * dropped or guessed.
 *
 * @param longitude degrees
 * @param latitude degrees
 */
public record Position(BigDecimal longitude, BigDecimal latitude, Crs crs) {
    public enum Crs {
        GCJ_02("GCJ-02"),
        WGS_84("WGS-84"),
        CGCS2000("CGCS2000");

        private final String word;

        Crs(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Crs of(String word) {
            for (Crs crs : values()) {
                if (crs.word.equals(word)) {
                    return crs;
                }
            }
            throw new IllegalArgumentException("no such coordinate system: " + word);
        }
    }

    private static final BigDecimal LONGITUDE_MIN = BigDecimal.valueOf(73);
    private static final BigDecimal LONGITUDE_MAX = BigDecimal.valueOf(136);
    private static final BigDecimal LATITUDE_MIN = BigDecimal.valueOf(3);
    private static final BigDecimal LATITUDE_MAX = BigDecimal.valueOf(54);

    public Position {
        if (!inChina(longitude, latitude)) {
            throw new IllegalArgumentException("position (" + longitude + ", " + latitude + ") must be in China");
        }
    }

    public static boolean inChina(BigDecimal longitude, BigDecimal latitude) {
        return longitude.compareTo(LONGITUDE_MIN) >= 0
                && longitude.compareTo(LONGITUDE_MAX) <= 0
                && latitude.compareTo(LATITUDE_MIN) >= 0
                && latitude.compareTo(LATITUDE_MAX) <= 0;
    }
}
