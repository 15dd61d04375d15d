package org.zhiyuan.channel;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.MobileNumber;

/**
 * Whom a message goes to, made by the room that keeps people. The number itself is asked for once, at the moment of
 * sending, and never stored here.
 */
public interface Recipient {
    /** The person, where the number is a known one's; what was sent is then part of that person's own data. */
    @Nullable
    UUID person();

    /** The same for the same number and for no other, and tells nothing about it: 32 bytes. */
    byte[] reference();

    /** The number as pages may show it. */
    String masked();

    /** The number at the moment of sending. Called once, on another thread, as the system. */
    MobileNumber number();
}
