package org.zhiyuan.person;

/** Why a person's data may be kept at all (personal information protection law, article 13). */
public enum Basis {
    /** The person, or a guardian, agreed. */
    CONSENT,
    /** A duty under law or of office, such as the record of who holds a post. */
    DUTY
}
