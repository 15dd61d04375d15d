package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.zhiyuan.kernel.Text;

/** A secret that the house makes for itself at its first start, for its own user alone. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * Writes the secret, unless another start of the house was first.
     *
     * @return whether this one was written; else what stands in the file is the secret
     */
    public static boolean create(Path file, String secret) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new CannotStart(Text.of("写不了密钥文件 {0}（{1}）。请检查磁盘和权限。", file, e.toString()), e);
        }
    }
}
