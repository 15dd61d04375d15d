package org.zhiyuan.activity.web;

import java.util.Set;
import org.zhiyuan.activity.Agreement;
import org.zhiyuan.activity.SignUp;

/**
 * Somebody on the list.
 *
 * @param name masked
 * @param number the volunteer's number
 * @param agreed who has said yes to the agreement
 */
public record Listed(SignUp signUp, String name, String number, String post, Set<Agreement.Party> agreed) {}
