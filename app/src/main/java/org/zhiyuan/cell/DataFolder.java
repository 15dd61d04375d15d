package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zhiyuan.kernel.Text;

/**
 * The folder that holds everything this installation must not lose, claimed by one process at a time. The claim is a
 * lock of the operating system, so that it ends with the process however that ends.
 */
public final class DataFolder implements AutoCloseable {
    /** Marks the folder as ours, carries the lock, and names the process that holds it. */
    private static final String MARK = "zhiyuan.cell";
    /** Lies there while a program fills the folder past the guards: whatever stands in it meanwhile is nothing yet. */
    private static final String FILLING = "zhiyuan.filling";
    /** A mounted volume is born with it. */
    private static final String LOST_AND_FOUND = "lost+found";
    /** Below this the server could not even write its log of changes: better not to start than to stop half way. */
    private static final long FREE_BYTES_MIN = 64L << 20;

    /**
     * What this process holds. POSIX locks belong to the process: merely opening and closing the file a second time
     * would lose them, so a second claim must be refused before it touches the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataFolder claim(Path given) {
        Path path = given.toAbsolutePath().normalize();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CannotStart(Text.of("数据目录 {0} 不是目录。请用 --data 另指定一个目录。", path));
        }
        try {
            create(path);
            refuseForeign(path);
            refuseFull(path);
            return lock(path.toRealPath());
        } catch (AccessDeniedException e) {
            throw new CannotStart(Text.of("没有写入数据目录 {0} 的权限。请改正其属主或权限，或用 --data 另指定一个目录。", path), e);
        } catch (FileSystemException e) {
            throw new CannotStart(Text.of("数据目录 {0} 无法使用（{1}）。请检查磁盘，或用 --data 另指定一个目录。", path, reason(e)), e);
        } catch (IOException e) {
            throw new CannotStart(Text.of("数据目录 {0} 无法使用（{1}）。请检查磁盘，或用 --data 另指定一个目录。", path, e.toString()), e);
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        // others may pass through, not look: the server runs as another user where we are root
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    private static void refuseForeign(Path path) throws IOException {
        if (Files.exists(path.resolve(MARK))) {
            return;
        }
        try (var entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !entry.endsWith(LOST_AND_FOUND))) {
                throw new CannotStart(Text.of("目录 {0} 里有别的文件，不是本系统的数据目录，未作任何改动。请用 --data 指定一个空目录。", path));
            }
        }
    }

    private static void refuseHalfFilled(Path path) {
        if (Files.exists(path.resolve(FILLING))) {
            throw new CannotStart(
                    Text.of("数据目录 {0} 的示例城市填到一半就停了，里面的数据不能用，未作任何改动。请删除这个目录后重新填充，或用 --data 另指定一个目录。", path));
        }
    }

    /** From now until {@link #filled} nobody starts on this folder again; written through to the disk. */
    public void beginFilling() throws IOException {
        try (FileChannel mark =
                FileChannel.open(path.resolve(FILLING), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            mark.force(true);
        }
    }

    /** What was filled into this folder is whole, checked and on the disk: houses may start on it. */
    public static void filled(Path path) throws IOException {
        Files.delete(path.resolve(FILLING));
    }

    private static void refuseFull(Path path) throws IOException {
        if (!Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < FREE_BYTES_MIN) {
            throw new CannotStart(
                    Text.of("数据目录 {0} 所在磁盘只剩 {1} MB，至少需要 {2} MB。请清理磁盘后再启动。", path, free >> 20, FREE_BYTES_MIN >> 20));
        }
    }

    private static DataFolder lock(Path path) throws IOException {
        if (!HELD.add(path)) {
            throw inUse(path, String.valueOf(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    path.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, holder(channel));
            }
            refuseHalfFilled(path);
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode("zhiyuan data folder, format 1\nprocess "
                    + ProcessHandle.current().pid() + "\n"));
            return new DataFolder(path, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(path);
            throw e;
        }
    }

    private static CannotStart inUse(Path path, String process) {
        return new CannotStart(Text.of("数据目录 {0} 正被另一个实例（进程 {1}）使用，它不受影响。请先停止它，或用 --data 另指定一个目录。", path, process));
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(200);
        channel.read(content, 0);
        return StandardCharsets.UTF_8
                .decode(content.flip())
                .toString()
                .lines()
                .filter(line -> line.startsWith("process "))
                .map(line -> line.substring("process ".length()))
                .findFirst()
                .orElse("?");
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    public Path path() {
        return path;
    }

    /** For keys and passwords: only the process's own user may read what lies there. */
    public Path secrets() {
        Path secrets = path.resolve("secrets");
        try {
            if (!Files.isDirectory(secrets)) {
                Files.createDirectory(
                        secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new CannotStart(Text.of("数据目录 {0} 无法使用（{1}）。请检查磁盘，或用 --data 另指定一个目录。", path, e.toString()), e);
        }
        return secrets;
    }

    Path database() {
        return path.resolve("database");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(path);
    }
}
