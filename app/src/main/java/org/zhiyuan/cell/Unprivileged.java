package org.zhiyuan.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zhiyuan.kernel.Text;

/**
 * As whom the database server runs: PostgreSQL refuses to run as root.
 *
 * <ul>
 *   <li>An ordinary user runs it directly.
 *   <li>Root whose folder belongs to an ordinary user runs it as that user, so that the user may start it again.
 *   <li>Root otherwise runs it as {@code nobody}, which owns the database's files from then on.
 *   <li>Root whose folder {@code nobody} cannot reach (below /root, say) runs it in a user namespace without any
 *       mapping: PostgreSQL then sees no root, and the process holds no capability. It still owns root's files, so this
 *       comes last.
 * </ul>
 *
 * @param prefix what stands before the command
 * @param uid who owns the server's files
 */
record Unprivileged(List<String> prefix, int uid, int gid) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    static Unprivileged reaching(Path folder) {
        try {
            int self = id(Path.of("/proc/self"), "unix:uid");
            if (self != ROOT) {
                return new Unprivileged(List.of(), self, id(Path.of("/proc/self"), "unix:gid"));
            }
            int owner = id(folder, "unix:uid");
            Unprivileged other = owner == ROOT ? changingTo(NOBODY, NOBODY) : changingTo(owner, id(folder, "unix:gid"));
            if (other.runs("test", "-x", folder.toString())) {
                return other;
            }
            Unprivileged namespace = new Unprivileged(List.of("unshare", "-U"), ROOT, ROOT);
            if (namespace.runs("test", "-x", folder.toString())) {
                return namespace;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new CannotStart(Text.of("数据库不能以 root 身份运行，而本机也不能换用其他用户（setpriv、unshare 均不可用）。请以普通用户启动。"));
    }

    private static Unprivileged changingTo(int uid, int gid) {
        return new Unprivileged(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"), uid, gid);
    }

    private static int id(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute);
    }

    private boolean runs(String... command) {
        try {
            Process process = command(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false; // no such command here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    ProcessBuilder command(String... command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        // settings of another PostgreSQL on this machine are not meant for this one
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.directory(Path.of("/").toFile());
        return builder;
    }

    /** Hands the files over where an earlier start ran the server as somebody else. */
    void own(Path tree) throws IOException {
        if (id(tree, "unix:uid") == uid) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            // the folder itself last: its owner tells the next start that the rest is done
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
