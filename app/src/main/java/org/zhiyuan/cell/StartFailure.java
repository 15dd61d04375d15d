package org.zhiyuan.cell;

import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.zhiyuan.kernel.Text;

/** Tells a start that failed for a reason outside the program in one line: what is wrong, and what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {
    /** SQLSTATE classes: connection exception; invalid authorisation; no such database. */
    private static final String NO_CONNECTION = "08";

    private static final String NO_SIGN_IN = "28";
    private static final String NO_DATABASE = "3D";
    private static final String DISK_FULL = "53100";
    /** A page or an index that is not what was written; a file that is gone. */
    private static final List<String> DAMAGED = List.of("XX001", "XX002", "58P01");

    @Override
    public boolean reportException(Throwable failure) {
        Text reason = reason(failure);
        if (reason == null) {
            return false;
        }
        System.err.println("zhiyuan: " + Console.line(reason));
        return true;
    }

    static @Nullable Text reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Text reason = reasonOf(cause);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Text reasonOf(Throwable cause) {
        return switch (cause) {
            case CannotStart known -> known.reason();
            case PortInUseException port ->
                Text.of("端口 {0} 已被占用。请停止占用它的程序，或用 --port 另指定端口。", String.valueOf(port.getPort()));
            case SQLException sql -> reasonOf(sql);
            case FlywayException flyway -> reasonOf(flyway);
            case BindValidationException invalid ->
                Text.of(
                        "设置不正确（{0}）。请改正后再启动。",
                        invalid.getValidationErrors().getAllErrors().toString());
            case BindException invalid -> reasonOf(invalid);
            default -> null;
        };
    }

    private static @Nullable Text reasonOf(SQLException sql) {
        if (state(sql, NO_CONNECTION)) {
            return Text.of("连不上数据库（{0}）。请检查 spring.datasource.url 以及数据库是否在运行。", said(sql));
        }
        if (state(sql, NO_SIGN_IN)) {
            return Text.of("数据库拒绝登录（{0}）。请检查 spring.datasource 和 spring.flyway 的用户名与口令。", said(sql));
        }
        if (state(sql, DISK_FULL)) {
            return Text.of("数据库所在磁盘已满（{0}）。请清理磁盘后再启动，已提交的数据不受影响。", said(sql));
        }
        if (DAMAGED.stream().anyMatch(damaged -> state(sql, damaged))) {
            return Text.of("数据库的文件已损坏（{0}），未作任何改动。请从备份恢复整个数据目录。", said(sql));
        }
        return state(sql, NO_DATABASE) ? Text.of("没有这个数据库（{0}）。请先建库，或检查 spring.datasource.url。", said(sql)) : null;
    }

    private static @Nullable Text reasonOf(BindException invalid) {
        // what was not valid stands further down the chain, in better words
        return invalid.getCause() instanceof BindValidationException ? null : badSetting(invalid);
    }

    private static Text badSetting(Throwable invalid) {
        return Text.of("设置不正确（{0}）。请改正后再启动。", said(invalid));
    }

    private static @Nullable Text reasonOf(FlywayException flyway) {
        return said(flyway).contains("not resolved locally")
                ? Text.of("数据库由更新的版本建立，本版不认识它的表，未作任何改动。请用建立它的版本或更新的版本启动。")
                : null;
    }

    private static boolean state(SQLException sql, String stateClass) {
        String state = sql.getSQLState();
        return state != null && state.startsWith(stateClass);
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
