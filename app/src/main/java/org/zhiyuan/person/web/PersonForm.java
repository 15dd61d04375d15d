package org.zhiyuan.person.web;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.Correction;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Formats;

/** Reads what was entered about a person, and says what is wrong with it in words that help. */
@Component
class PersonForm {
    static final int NAME_LENGTH_MAX = 60;
    static final int ADDRESS_LENGTH_MAX = 200;

    private final InstantSource clock;

    PersonForm(InstantSource clock) {
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Null where something is wrong. */
    @Nullable
    Particulars particulars(Form form) {
        String name = form.text("name", NAME_LENGTH_MAX);
        MobileNumber phone = phone(form, "phone");
        IdentityNumber number = identityNumber(form, "identityNumber");
        LocalDate birthDate = birthDate(form, number);
        String address = form.text("address", ADDRESS_LENGTH_MAX);
        if (name.isEmpty() && phone == null && number == null) {
            form.wrong("name", Text.of("请填写姓名、手机号、证件号码中的至少一项"));
        }
        return form.hasWrongs()
                ? null
                : new Particulars(name, phone, phone != null && own(form), number, birthDate, address);
    }

    private static boolean own(Form form) {
        return !form.has("phoneOwn", "no");
    }

    @Nullable
    MobileNumber phone(Form form, String field) {
        String typed = form.raw(field);
        return typed.isBlank() || refused(form, field, MobileNumber.check(typed)) ? null : MobileNumber.of(typed);
    }

    @Nullable
    IdentityNumber identityNumber(Form form, String field) {
        String typed = form.raw(field);
        return typed.isBlank() || refused(form, field, IdentityNumber.check(typed, today()))
                ? null
                : IdentityNumber.of(typed, today());
    }

    private @Nullable LocalDate birthDate(Form form, @Nullable IdentityNumber number) {
        if (form.raw("birthDate").isBlank()) {
            return null;
        }
        LocalDate birthDate = form.day("birthDate", Text.of("请填写出生日期，像 1960-05-01"));
        if (birthDate != null && birthDate.isAfter(today())) {
            form.wrong("birthDate", Text.of("出生日期还没有到，请再看一遍"));
        }
        if (birthDate != null && number != null && !birthDate.equals(number.birthDate())) {
            form.wrong("birthDate", Text.of("出生日期与证件号码不一致，请再看一遍"));
        }
        return birthDate;
    }

    private static boolean refused(Form form, String field, Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            form.wrong(field, refused.reason());
            return true;
        }
        return false;
    }

    /** What to change: what was left empty stays as it is, what was ticked is emptied. Null where something is wrong. */
    @Nullable
    Correction correction(Form form) {
        String name = form.text("name", NAME_LENGTH_MAX);
        MobileNumber phone = phone(form, "phone");
        IdentityNumber number = identityNumber(form, "identityNumber");
        LocalDate birthDate = birthDate(form, number);
        String address = form.text("address", ADDRESS_LENGTH_MAX);
        Set<Column> cleared = EnumSet.noneOf(Column.class);
        for (Column column : Column.values()) {
            if (form.has("clear", column.name())) {
                cleared.add(column);
            }
        }
        if (form.hasWrongs()) {
            return null;
        }
        return new Correction(
                name.isEmpty() ? null : name,
                phone,
                own(form),
                number,
                birthDate,
                address.isEmpty() ? null : address,
                cleared);
    }
}
