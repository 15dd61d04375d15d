package org.zhiyuan.access;

import java.time.Duration;
import org.springframework.security.core.Authentication;

/** What became of one step of signing in. */
public sealed interface SignInResult {
    /** It was right; the authentication says what is proved by now. */
    record Passed(Authentication authentication) implements SignInResult {}

    /** It was wrong; so many tries are left. */
    record Wrong(int left) implements SignInResult {}

    /** There were too many tries. */
    record Wait(Duration pause) implements SignInResult {
        public long minutes() {
            return pause.plusSeconds(59).toMinutes();
        }
    }
}
