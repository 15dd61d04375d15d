package org.zhiyuan.activity.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.Excuse;
import org.zhiyuan.activity.SignUp;

/**
 * Somebody on the list.
 *
 * @param name masked
 * @param number the volunteer's number
 * @param agreed who has said yes to the agreement
 * @param excuse why somebody did not come; null where nothing was said
 */
public record Listed(
        SignUp signUp,
        String name,
        String number,
        String post,
        Set<Agreement.Party> agreed,
        @Nullable Excuse excuse) {}
