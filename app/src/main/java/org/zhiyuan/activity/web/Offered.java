package org.zhiyuan.activity.web;

import org.zhiyuan.activity.Post;
import org.zhiyuan.kernel.Decision;

/** What stands beside a post: whether the reader may take a seat there, and why not. */
public record Offered(Post post, Decision may, String skill) {}
