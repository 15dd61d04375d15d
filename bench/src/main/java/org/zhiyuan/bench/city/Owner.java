package org.zhiyuan.bench.city;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Connections as the owner of the database, who may take guards down and must put them back. */
record Owner(String url, String user, String password) {
    /** Of what a connection may use to build an index: two build at a time. */
    private static final String BUILD_MEMORY = "640MB";

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set app.everything = 'on'");
            statement.execute("set app.changes = 'on'");
            statement.execute("set maintenance_work_mem = '" + BUILD_MEMORY + "'");
            statement.execute("set work_mem = '256MB'");
            statement.execute("set max_parallel_maintenance_workers = 0");
            // what was loaded is counted when all of it is there
            statement.execute("set synchronous_commit = off");
        }
        return connection;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    static String text(Connection connection, String sql) throws SQLException {
        return texts(connection, sql).getFirst();
    }

    static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    static void copy(Connection connection, Rows rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + rows.table() + " (" + rows.columns() + ") from stdin (format " + rows.format() + ")");
        Rows.Bytes bytes = rows.bytes();
        copy.writeToCopy(bytes.array(), 0, bytes.length());
        copy.endCopy();
    }

    /** The types of some columns of a table, in the order in which they are named. */
    static List<String> types(Connection connection, String table, String columns) throws SQLException {
        return texts(connection, """
                select format_type(a.atttypid, null)
                from unnest(string_to_array('%s', ',')) with ordinality as c (name, n)
                join pg_attribute a on a.attrelid = '%s'::regclass and a.attname = c.name order by c.n""".formatted(columns.replaceAll("\\s", ""), table));
    }
}
