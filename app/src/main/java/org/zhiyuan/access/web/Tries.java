package org.zhiyuan.access.web;

import org.zhiyuan.access.SignInResult;
import org.zhiyuan.kernel.Text;

/** Says what became of a try: how many are left, how long to wait. */
final class Tries {
    private Tries() {}

    static Text wrong(Text what, SignInResult.Wrong wrong) {
        return wrong.left() == 0
                ? Text.of("{0}。这是最后一次，要过一会儿才能再试", what)
                : Text.of("{0}。还能试 {1} 次，之后要等一会儿", what, wrong.left());
    }

    static Text wait(SignInResult.Wait wait) {
        return Text.of("试错的次数太多，请 {0} 分钟后再试；急用请找系统管理员", wait.minutes());
    }
}
