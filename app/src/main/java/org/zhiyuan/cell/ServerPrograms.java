package org.zhiyuan.cell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;
import org.zhiyuan.kernel.Text;

/** The embedded server's programs, unpacked once per version from the jar that carries them. */
record ServerPrograms(Path folder) {
    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar");
    /** What the server needs of the archive; the rest is for people who compile against it. */
    private static final Pattern NEEDED = Pattern.compile("bin/.*|lib/[^/]*\\.so[.0-9]*|lib/postgresql/.*|share/.*");

    private static final int FLUSH_SECONDS_MAX = 60;

    static ServerPrograms unpacked(Path parent) {
        String architecture = System.getProperty("os.arch");
        String name = ARCHIVES.get(architecture);
        URL archive = name == null || !System.getProperty("os.name").equals("Linux")
                ? null
                : ServerPrograms.class.getResource("/" + name);
        if (archive == null) {
            throw new CannotStart(Text.of(
                    "内置数据库只支持 Linux（x86_64、arm64），本机是 {0} {1}。请用 spring.datasource.url 指定外部 PostgreSQL。",
                    System.getProperty("os.name"), architecture));
        }
        var version = VERSION.matcher(archive.toString());
        Path folder =
                parent.resolve("postgres-" + (version.find() ? version.group(1) : "unknown") + "-" + architecture);
        try {
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
        } catch (IOException e) {
            throw new CannotStart(Text.of("无法把数据库程序解压到 {0}（{1}）。请检查磁盘空间和权限。", folder, e.toString()), e);
        }
        return new ServerPrograms(folder);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Path half = Files.createTempDirectory(
                folder.getParent(),
                "unpacking-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^\\./", "");
                if (!NEEDED.matcher(name).matches()) {
                    continue;
                }
                Path target = half.resolve(name).normalize();
                if (!target.startsWith(half)) {
                    throw new IOException("entry leads out of the archive: " + name);
                }
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
            flush(half);
            // the rename is the commit: whoever sees the folder sees all of it
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // another start was quicker; what it unpacked is the same
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } finally {
            FileSystemUtils.deleteRecursively(half);
        }
    }

    /** One call for all of them: a thousand single ones take seconds. Without the command, a power cut may cost a repair. */
    private static void flush(Path folder) throws IOException {
        Process sync = new ProcessBuilder("sync", "-f", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!sync.waitFor(FLUSH_SECONDS_MAX, TimeUnit.SECONDS)) {
                sync.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    String initdb() {
        return folder.resolve("bin/initdb").toString();
    }

    String control() {
        return folder.resolve("bin/pg_ctl").toString();
    }

    String postgres() {
        return folder.resolve("bin/postgres").toString();
    }
}
