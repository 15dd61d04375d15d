package org.zhiyuan.shell;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

@Repository
class FormTokenStore {
    private final JdbcClient jdbc;

    FormTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the token, or says where its first submission went. A second submission that comes while the first is still
     * running waits on the row until the first commits.
     */
    @Nullable
    String claim(UUID token, @Nullable UUID account, Instant now) {
        int taken = jdbc.sql("""
                        insert into shell.form_token (token, account, used_at) values (:token, :account, :now)
                        on conflict (token) do nothing
                        """)
                .param("token", token)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (taken == 1) {
            return null;
        }
        return jdbc.sql("""
                        select location from shell.form_token
                        where token = :token and account is not distinct from :account
                        """)
                .param("token", token)
                .param("account", account)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal(Text.of("这张表单已由别人提交过，没有再次提交"), Text.of("请重新打开这一页")));
    }

    void settle(UUID token, String location) {
        jdbc.sql("update shell.form_token set location = :location where token = :token")
                .param("location", location)
                .param("token", token)
                .update();
    }

    /** Tokens older than this can no longer come back from an open page. */
    int forgetBefore(Instant limit) {
        return jdbc.sql("delete from shell.form_token where used_at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }
}
