package org.zhiyuan.activity.web;

import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.Post;

/**
 * @param post the first that is open to him
 * @param fits whether it lies in the time that he said he is free
 */
public record Near(Activity activity, Post post, boolean fits) {}
