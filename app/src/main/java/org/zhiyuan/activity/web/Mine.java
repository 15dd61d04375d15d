package org.zhiyuan.activity.web;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.Post;
import org.zhiyuan.activity.SignUp;

/** What one said yes to. */
public record Mine(
        SignUp signUp, Activity activity, @Nullable Post post, int before) {}
