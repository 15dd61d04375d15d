package org.zhiyuan.shell;

import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What went wrong, in words for people and a name for machines ({@code /problems/<name>}, docs/PROBLEMS.md).
 *
 * @param status the HTTP status
 */
public record Problem(
        int status,
        String name,
        Text heading,
        Text message,
        @Nullable Text wayOut) {
    /** Request attribute that carries a problem to the error page. */
    public static final String ATTRIBUTE = "org.zhiyuan.problem";

    public static Problem refused(Text reason, @Nullable Text wayOut) {
        return new Problem(409, "refused", Text.of("没有办成"), reason, wayOut);
    }

    public static Problem absent() {
        return new Problem(
                404, "not-found", Text.of("没有找到这一页"), Text.of("可能是网址有误，也可能不在您能看的范围里。"), Text.of("请检查网址，或从首页重新找"));
    }

    /** The problem that stands for a status when nothing more is known. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new Problem(
                        400, "bad-request", Text.of("请求不完整"), Text.of("少了必要的内容，什么也没有改动。"), Text.of("请检查网址，或从首页重新找"));
            case 401 ->
                new Problem(401, "sign-in-needed", Text.of("请先登录"), Text.of("这一页要登录以后才能看。"), Text.of("登录以后会回到这一页"));
            case 403 ->
                new Problem(
                        403,
                        "not-allowed",
                        Text.of("您不能做这件事"),
                        Text.of("您现在的角色没有这项权限，什么也没有改动。"),
                        Text.of("需要的话，请找管理员授权"));
            case 404 -> absent();
            case 405 ->
                new Problem(
                        405,
                        "method-not-allowed",
                        Text.of("不能这样打开"),
                        Text.of("这个网址不接受这种请求。"),
                        Text.of("请检查网址，或从首页重新找"));
            case 413 ->
                new Problem(
                        413,
                        "too-large",
                        Text.of("内容太大"),
                        Text.of("送来的内容超过了上限，没有保存，什么也没有改动。"),
                        Text.of("请退回上一页，换小一点的文件，或拆开再传"));
            case 415 ->
                new Problem(
                        415,
                        "wrong-type",
                        Text.of("认不出这种内容"),
                        Text.of("送来的内容不是这里能读的格式，什么也没有改动。"),
                        Text.of("请退回上一页，按页面上写的格式再送"));
            case 429 ->
                new Problem(
                        429, "too-many", Text.of("操作太频繁"), Text.of("为了防止有人捣乱，这里限制了次数。什么也没有改动。"), Text.of("请稍等一会儿再试"));
            case 503 ->
                new Problem(
                        503, "busy", Text.of("现在忙不过来"), Text.of("系统正在启动、停机或者人太多，这次没有办成，也没有只做一半。"), Text.of("请过一分钟再试"));
            default ->
                status >= 500
                        ? new Problem(
                                status,
                                "failed",
                                Text.of("我们这边出了问题"),
                                Text.of("这次可能没有办成，但不会只做一半；原样再提交一次，也不会重复。"),
                                Text.of("请过几分钟再试；急事请打电话"))
                        : new Problem(
                                status,
                                "refused",
                                Text.of("没有办成"),
                                Text.of("服务器没有接受这个请求，什么也没有改动。"),
                                Text.of("请检查网址，或从首页重新找"));
        };
    }
}
