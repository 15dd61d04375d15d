package org.zhiyuan.person;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens what is stored of a person, and masks it again at once where it is only to be shown. */
@Component
class Opener {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final PersonKeys keys;
    private final LookStore looks;
    private final InstantSource clock;

    Opener(PersonKeys keys, LookStore looks, InstantSource clock) {
        this.keys = keys;
        this.looks = looks;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Everything in plain. */
    Map<Column, String> plain(PersonStore.Row row) {
        PersonKeys.Own own = keys.own(row.id());
        Map<Column, String> plain = new EnumMap<>(Column.class);
        row.sealed().forEach((column, value) -> plain.put(column, open(own, row.id(), column, value)));
        return plain;
    }

    @Nullable
    String plain(PersonStore.Row row, Column column) {
        byte[] sealed = row.sealed().get(column);
        return sealed == null ? null : open(keys.own(row.id()), row.id(), column, sealed);
    }

    private static String open(PersonKeys.Own own, PersonId id, Column column, byte[] sealed) {
        return own.open(PersonStore.TABLE, id.value(), column.column(), sealed);
    }

    Person masked(PersonStore.Row row) {
        Map<Column, String> plain = plain(row);
        LocalDate birthDate = birthDate(plain.get(Column.BIRTH_DATE));
        plain.replaceAll(Mask::of);
        return new Person(
                row.id(),
                row.site(),
                row.field(),
                row.basis(),
                plain,
                Particulars.child(birthDate, today()),
                Particulars.minor(birthDate, today()),
                row.phoneOwn(),
                looks.verification(row.id(), row.identityVersion()).orElse(null),
                row.registeredAt(),
                row.version());
    }

    List<Person> masked(List<PersonStore.Row> rows) {
        return rows.stream().map(this::masked).toList();
    }

    boolean child(PersonStore.Row row) {
        return Particulars.child(birthDate(plain(row, Column.BIRTH_DATE)), today());
    }

    boolean minor(PersonStore.Row row) {
        return Particulars.minor(birthDate(plain(row, Column.BIRTH_DATE)), today());
    }

    /** Whether the person is known to be 18 or older. */
    boolean adult(PersonStore.Row row) {
        LocalDate birthDate = birthDate(plain(row, Column.BIRTH_DATE));
        return Particulars.years(birthDate, today(), 0) >= Particulars.ADULT_YEARS;
    }

    private static @Nullable LocalDate birthDate(@Nullable String plain) {
        return plain == null ? null : LocalDate.parse(plain);
    }
}
