package org.zhiyuan.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The one embedded server of a test run: made anew when the first test needs it, shared by all contexts of the JVM, and
 * stopped with it. One database holds the whole house with the sample city, another only its tables.
 */
public final class TestCell {
    private static final String HOUSE = "zhiyuan";
    private static final String EMPTY = "empty";

    private static final DataFolder FOLDER = folder();
    private static final EmbeddedServer SERVER =
            EmbeddedServer.start(FOLDER, Path.of("target/programs").toAbsolutePath(), List.of(HOUSE, EMPTY));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private TestCell() {}

    private static DataFolder folder() {
        Path path = Path.of("target/cell-" + System.getProperty("zhiyuan.test.fork", "0"));
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DataFolder.claim(path);
    }

    /** A connection as the application's role to the house's database, outside any transaction manager. */
    public static Connection connectAsApplication() throws SQLException {
        return DriverManager.getConnection(
                SERVER.url(HOUSE), EmbeddedServer.APP, SERVER.passwords().app());
    }

    /** A connection as the owner of the tables: for looking behind the application's back, never for its own work. */
    public static Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(
                SERVER.url(HOUSE), EmbeddedServer.OWNER, SERVER.passwords().owner());
    }

    /** The same to the database of {@link org.zhiyuan.StoreTest}. */
    public static Connection connectToEmptyAsOwner() throws SQLException {
        return DriverManager.getConnection(
                SERVER.url(EMPTY), EmbeddedServer.OWNER, SERVER.passwords().owner());
    }

    private static void use(ConfigurableApplicationContext context, String database) {
        var beans = context.getBeanFactory();
        beans.registerSingleton("dataFolder", FOLDER);
        beans.registerSingleton("embeddedServer", SERVER);
        beans.registerSingleton(
                "applicationSignIn",
                new CellConfiguration.SignIn(
                        SERVER.url(database),
                        EmbeddedServer.APP,
                        SERVER.passwords().app()));
        beans.registerSingleton(
                "ownerSignIn",
                new CellConfiguration.OwnerSignIn(
                        SERVER.url(database),
                        EmbeddedServer.OWNER,
                        SERVER.passwords().owner()));
    }

    /** The database of {@link org.zhiyuan.HouseTest}. */
    public static final class WholeHouse implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            use(context, HOUSE);
        }
    }

    /** The database of {@link org.zhiyuan.StoreTest}: all tables, no rows. */
    public static final class Empty implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            use(context, EMPTY);
        }
    }
}
