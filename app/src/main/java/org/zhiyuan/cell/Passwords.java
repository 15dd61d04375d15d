package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import org.zhiyuan.kernel.Text;

/** The two roles' passwords of the embedded server: made once, readable by this user alone, never shown. */
record Passwords(String owner, String app) {
    private static final String FILE = "database.properties";
    private static final int BYTES = 32;

    static Passwords of(DataFolder folder, boolean databaseExists) {
        Path file = folder.secrets().resolve(FILE);
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            if (databaseExists) {
                throw new CannotStart(Text.of("数据目录 {0} 里有数据库，却缺少口令文件 {1}。请从备份恢复整个目录。", folder.path(), file));
            }
            Passwords made = new Passwords(random(), random());
            made.write(file);
            return made;
        } catch (IOException e) {
            throw new CannotStart(Text.of("无法读写口令文件 {0}（{1}）。请检查其属主和权限。", file, e.toString()), e);
        }
    }

    private static Passwords read(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        String owner = properties.getProperty("owner", "");
        String app = properties.getProperty("app", "");
        if (owner.isBlank() || app.isBlank()) {
            throw new CannotStart(Text.of("口令文件 {0} 已损坏。请从备份恢复它。", file));
        }
        return new Passwords(owner, app);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void write(Path file) throws IOException {
        Path half = file.resolveSibling(FILE + ".half");
        Files.deleteIfExists(half);
        try (var channel = FileChannel.open(
                half,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.UTF_8.encode("owner=" + owner + "\napp=" + app + "\n"));
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "Passwords[hidden]";
    }
}
