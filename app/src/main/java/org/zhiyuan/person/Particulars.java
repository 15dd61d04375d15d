package org.zhiyuan.person;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;

/**
 * What somebody is registered with, in plain: lives for one call, is never kept and never printed.
 *
 * @param name "" where it is not known yet
 * @param phoneOwn whether the telephone is the person's own, or another's through whom the person is reached
 * @param birthDate where there is no identity number to tell it
 * @param address "" where none is needed
 */
public record Particulars(
        String name,
        @Nullable MobileNumber phone,
        boolean phoneOwn,
        @Nullable IdentityNumber identityNumber,
        @Nullable LocalDate birthDate,
        String address) {
    static final int NAME_LENGTH_MAX = 60;
    static final int ADDRESS_LENGTH_MAX = 200;
    static final int CHILD_YEARS = 14;
    static final int ADULT_YEARS = 18;

    public Particulars {
        name = name.strip();
        address = address.strip();
        if (name.length() > NAME_LENGTH_MAX || address.length() > ADDRESS_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "name (" + name.length() + " characters) or address (" + address.length() + ") too long");
        }
        if (identityNumber != null) {
            if (birthDate != null && !birthDate.equals(identityNumber.birthDate())) {
                throw new IllegalArgumentException("birth date and identity number do not agree");
            }
            birthDate = identityNumber.birthDate();
        }
    }

    /** Known by telephone only: somebody who signed in by code. */
    public static Particulars ofPhone(MobileNumber phone) {
        return new Particulars("", phone, true, null, null, "");
    }

    static boolean child(@Nullable LocalDate birthDate, LocalDate today) {
        return years(birthDate, today, ADULT_YEARS) < CHILD_YEARS;
    }

    /** Known to be under 18. */
    static boolean minor(@Nullable LocalDate birthDate, LocalDate today) {
        return years(birthDate, today, ADULT_YEARS) < ADULT_YEARS;
    }

    /** Whole years on that day; as many as given where the birth date is not known. */
    static int years(@Nullable LocalDate birthDate, LocalDate today, int unknown) {
        return birthDate == null ? unknown : Period.between(birthDate, today).getYears();
    }

    /** The values in plain, by column; what is not there is left out. */
    Map<Column, String> values() {
        Map<Column, String> values = new EnumMap<>(Column.class);
        if (!name.isEmpty()) {
            values.put(Column.NAME, name);
        }
        if (phone != null) {
            values.put(Column.PHONE, phone.value());
        }
        if (identityNumber != null) {
            values.put(Column.IDENTITY_NUMBER, identityNumber.value());
        }
        if (birthDate != null) {
            values.put(Column.BIRTH_DATE, birthDate.toString());
        }
        if (!address.isEmpty()) {
            values.put(Column.ADDRESS, address);
        }
        return values;
    }

    /** Which columns are there, and nothing of what stands in them. */
    @Override
    public String toString() {
        return "Particulars" + values().keySet();
    }
}
