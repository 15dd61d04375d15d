package org.zhiyuan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page sent, sent again through plain JDBC on one connection: the same statements with the same values in the same
 * transactions, every row fetched and none looked at.
 */
final class Replay {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private enum Kind {
        BEGIN,
        COMMIT,
        ROLLBACK,
        RUN
    }

    private record Step(Kind kind, boolean readOnly, String sql, List<@Nullable Object> values) {}

    private final List<Step> steps = new ArrayList<>();

    /** Prepares it, and runs it once to find the types that its values must have. */
    Replay(Connection connection, List<Database.Sent> sent) throws SQLException {
        refuseNested(sent);
        try {
            for (Database.Sent one : sent) {
                Step step = step(connection, one);
                steps.add(step);
                run(connection, step);
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    int statements() {
        return (int) steps.stream().filter(step -> step.kind() == Kind.RUN).count();
    }

    /** How long it took, in nanoseconds. */
    long timed(Connection connection) throws SQLException {
        long begin = System.nanoTime();
        for (Step step : steps) {
            run(connection, step);
        }
        return System.nanoTime() - begin;
    }

    /** One connection can do what the page did on several only where no two transactions were open at once. */
    private static void refuseNested(List<Database.Sent> sent) throws SQLException {
        String open = null;
        for (Database.Sent one : sent) {
            if (open != null && !open.equals(one.session())) {
                throw new SQLException("a page has two transactions open at once: " + one.sql());
            }
            open = switch (kind(one.sql())) {
                case BEGIN -> one.session();
                case COMMIT, ROLLBACK -> null;
                case RUN -> open;
            };
        }
    }

    private static Kind kind(String sql) {
        if (sql.startsWith("BEGIN")) {
            return Kind.BEGIN;
        }
        return switch (sql) {
            case "COMMIT" -> Kind.COMMIT;
            case "ROLLBACK" -> Kind.ROLLBACK;
            default -> Kind.RUN;
        };
    }

    private static Step step(Connection connection, Database.Sent sent) throws SQLException {
        Kind kind = kind(sent.sql());
        String sql = sent.sql().replace("?", "??").replaceAll("\\$\\d+", "?");
        if (kind != Kind.RUN) {
            return new Step(kind, sent.sql().contains("READ ONLY"), sql, List.of());
        }
        // values without a type take the one that the server finds for them; some it cannot find
        List<@Nullable Object> values = new ArrayList<>(sent.parameters());
        var point = connection.getAutoCommit() ? null : connection.setSavepoint();
        Step plain = new Step(kind, false, sql, values);
        try {
            run(connection, plain);
            return plain;
        } catch (SQLException e) {
            if (point != null) {
                connection.rollback(point);
            }
            return new Step(kind, false, sql, typed(values));
        }
    }

    private static List<@Nullable Object> typed(List<@Nullable Object> values) {
        List<@Nullable Object> typed = new ArrayList<>();
        for (Object value : values) {
            String text = value == null ? "" : value.toString();
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                typed.add(LocalDate.parse(text));
            } else if (text.matches("-?\\d{1,9}")) {
                typed.add(Integer.valueOf(text));
            } else {
                typed.add(value);
            }
        }
        return typed;
    }

    private static void run(Connection connection, Step step) throws SQLException {
        switch (step.kind()) {
            case BEGIN -> {
                connection.setReadOnly(step.readOnly());
                connection.setAutoCommit(false);
            }
            case COMMIT -> end(connection, true);
            case ROLLBACK -> end(connection, false);
            case RUN -> execute(connection, step);
        }
    }

    private static void end(Connection connection, boolean commit) throws SQLException {
        if (commit) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
    }

    private static void execute(Connection connection, Step step) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(step.sql())) {
            boolean adds = step.sql().stripLeading().startsWith("insert into");
            for (int i = 0; i < step.values().size(); i++) {
                Object value = step.values().get(i);
                if (adds
                        && i == 0
                        && value instanceof String text
                        && ID.matcher(text).matches()) {
                    // the row that the page added is there: each sending adds one of its own
                    value = UUID.randomUUID();
                }
                if (value == null) {
                    statement.setNull(i + 1, Types.OTHER);
                } else if (value instanceof String) {
                    statement.setObject(i + 1, value, Types.OTHER);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            if (statement.execute()) {
                ResultSet rows = Objects.requireNonNull(statement.getResultSet());
                while (rows.next()) {
                    // fetched, which is all that is asked
                }
            }
        }
    }
}
