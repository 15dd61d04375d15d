package org.zhiyuan.person.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Form;

/** Reads what was entered about a consent. */
@Component
class ConsentForm {
    private final People people;
    private final PersonForm persons;

    ConsentForm(People people, PersonForm persons) {
        this.people = people;
        this.persons = persons;
    }

    /** The version that stood on the page; 0 where none did. */
    static int version(Form form, String purpose) {
        String version = form.raw("version-" + purpose);
        return version.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(version) : 0;
    }

    /** Only the person says something on a page: the office enters what it heard, or holds on paper. */
    static Consent.@Nullable Channel channel(Form form) {
        Consent.Channel channel = form.choice("channel", Consent.Channel.class, Text.of("请选同意是怎么表示的"));
        if (channel == Consent.Channel.WEB) {
            form.wrong("channel", Text.of("请选同意是怎么表示的"));
        }
        return channel;
    }

    /** Whoever has the telephone entered for the guardian; null where none was entered. */
    @Nullable
    PersonId guardian(Form form) {
        MobileNumber phone = persons.phone(form, "guardianPhone");
        if (phone == null) {
            return null;
        }
        PersonId guardian = people.ownerOf(phone).orElse(null);
        if (guardian == null) {
            form.wrong("guardianPhone", Text.of("没有查到用这个手机号登记的监护人，请先登记监护人"));
        }
        return guardian;
    }
}
