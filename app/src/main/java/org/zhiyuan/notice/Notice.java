package org.zhiyuan.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;

/**
 * Something that happened to somebody.
 *
 * @param words what, as a sentence
 * @param href where more of it stands
 * @param readAt null while it is unread
 */
public record Notice(
        NoticeId id,
        PersonId person,
        Kind kind,
        Text words,
        String href,
        Instant at,
        @Nullable Instant readAt) {
    public boolean unread() {
        return readAt == null;
    }
}
