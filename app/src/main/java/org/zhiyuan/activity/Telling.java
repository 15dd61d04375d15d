package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.person.PersonId;

/** Something that somebody is still to be told about an activity. */
record Telling(UUID id, SignUpId signUp, PersonId person, Kind kind, ActivityId activity, int tries) {
    enum Kind {
        PROMOTED,
        CALLED_OFF,
        CHANGED,
        TAKEN_OFF,
        INVITED,
        TOGETHER,
        TAKEN_ON
    }
}
