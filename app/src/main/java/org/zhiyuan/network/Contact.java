package org.zhiyuan.network;

import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/**
 * A number under which a place is reached.
 *
 * @param label whose it is by function, never a person's name: 服务电话, 值班室
 * @param service whether it is a public service number; any other is seen only within the scope of the place
 */
public record Contact(String label, String phone, boolean service) {
    public static final int LABEL_LENGTH_MAX = 40;
    public static final int CONTACTS_MAX = 20;

    public Contact {
        label = label.strip();
        phone = phone.strip();
        check(label, phone).orRefuse();
    }

    public static Decision check(String label, String phone) {
        if (label.isBlank() || label.strip().length() > LABEL_LENGTH_MAX) {
            return Decision.refused(Text.of("请写明是哪里的电话，比如“服务电话”，最多 {0} 个字", LABEL_LENGTH_MAX));
        }
        return phone.strip().length() >= 3 && SitePolicy.phone(phone.strip()) instanceof Decision.Allowed
                ? Decision.allowed()
                : Decision.refused(Text.of("电话只用数字、空格、横线和括号，3 到 30 位"));
    }

    /** For a link that dials. */
    public String dial() {
        return phone.replaceAll("[^0-9+]", "");
    }
}
