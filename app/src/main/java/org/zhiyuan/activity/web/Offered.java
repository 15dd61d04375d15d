package org.zhiyuan.activity.web;

import org.zhiyuan.activity.Post;
import org.zhiyuan.kernel.Decision;

/**
 * What stands beside a post: whether the reader may take a seat there, and why not.
 *
 * @param turn whether the reader waits his turn there, since he did not come several times of late
 */
public record Offered(Post post, Decision may, String skill, boolean turn) {}
