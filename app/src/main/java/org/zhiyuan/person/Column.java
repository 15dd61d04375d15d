package org.zhiyuan.person;

import java.util.Locale;
import org.zhiyuan.kernel.Text;

/** What is kept of a person, each sealed by itself. */
public enum Column {
    NAME("姓名", false),
    PHONE("手机号", false),
    IDENTITY_NUMBER("证件号码", true),
    BIRTH_DATE("出生日期", false),
    ADDRESS("住址", true);

    private final Text label;
    private final boolean sensitive;

    Column(String label, boolean sensitive) {
        this.label = Text.of(label);
        this.sensitive = sensitive;
    }

    public Text label() {
        return label;
    }

    /** Sensitive personal data of anybody; of a minor everything is (R47). */
    public boolean sensitive() {
        return sensitive;
    }

    /** Its name in the database, which is sealed along with each value. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
