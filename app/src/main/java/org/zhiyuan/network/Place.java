package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a site is and what it is like, from a day on.
 *
 * @param address "" where nobody gave one
 * @param areaM2 floor area in square metres
 * @param seats how many people it holds
 * @param sign what the sign at the door says
 */
public record Place(
        LocalDate from,
        String address,
        String addressEn,
        @Nullable Position position,
        @Nullable Integer areaM2,
        @Nullable Integer seats,
        String sign) {
    public static final int ADDRESS_LENGTH_MAX = 200;
    public static final int SIGN_LENGTH_MAX = 100;
    public static final int AREA_M2_MAX = 1_000_000;
    public static final int SEATS_MAX = 100_000;

    public Place {
        address = address.strip();
        addressEn = addressEn.strip();
        sign = sign.strip();
    }

    public static Place at(LocalDate from, String address, @Nullable Position position) {
        return new Place(from, address, "", position, null, null, "");
    }

    public String address(boolean english) {
        return english && !addressEn.isEmpty() ? addressEn : address;
    }
}
