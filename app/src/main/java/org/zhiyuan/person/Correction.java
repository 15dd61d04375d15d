package org.zhiyuan.person;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;

/**
 * What is to be changed of a person; null keeps what is there, so that nobody needs to see the old value to replace
 * another.
 *
 * @param cleared columns to be emptied
 */
public record Correction(
        @Nullable String name,
        @Nullable MobileNumber phone,
        @Nullable Boolean phoneOwn,
        @Nullable IdentityNumber identityNumber,
        @Nullable LocalDate birthDate,
        @Nullable String address,
        Set<Column> cleared) {
    public Correction {
        cleared = Set.copyOf(cleared);
    }

    @Override
    public String toString() {
        return "Correction[cleared " + cleared + "]";
    }
}
