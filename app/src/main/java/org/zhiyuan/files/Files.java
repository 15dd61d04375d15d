package org.zhiyuan.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** Keeps files and gives them back to whom they belong; anybody else finds nothing. */
@Service
@Transactional
public class Files {
    private final FileStore store;
    private final FilesSettings settings;
    private final InstantSource clock;

    Files(FileStore store, FilesSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Keeps a file whose bytes show one of the kinds; its name is not asked.
     *
     * @throws Refusal where it is of another kind, empty or too large
     */
    public KeptFile keep(NewFile given, Set<Kind> kinds) {
        byte[] bytes = given.bytes();
        if (bytes.length == 0) {
            throw new Refusal(Text.of("这个文件是空的，没有收下"));
        }
        if (bytes.length > settings.largest().toBytes()) {
            throw new Refusal(Text.of(
                    "这个文件有 {0}，上限是 {1}，没有收下",
                    megabytes(bytes.length), megabytes(settings.largest().toBytes())));
        }
        Kind kind = Kind.of(bytes);
        if (!kinds.contains(kind)) {
            throw new Refusal(Text.of("这里不收这种文件，没有收下"), Text.of("文件的种类看内容，不看名字；请换一个文件"));
        }
        Instant now = clock.instant();
        KeptFile file = new KeptFile(
                Ids.next(clock), FileName.harmless(given.name(), kind), kind, bytes.length, sha256(bytes), now);
        store.add(file, given, Acting.actor().account(), given.kept() == null ? null : now.plus(given.kept()));
        return file;
    }

    /**
     * Keeps a photo as a picture alone: made anew as JPEG, at most as large as a page shows it, without anything that
     * says where, when or with what it was taken.
     *
     * @throws Refusal where it is no photo, or one too large to unpack
     */
    public KeptFile keepPhoto(NewFile given) {
        Kind kind = Kind.of(given.bytes());
        if (kind != Kind.JPEG && kind != Kind.PNG) {
            throw new Refusal(Text.of("这里只收 JPEG 或 PNG 照片，没有收下"), Text.of("文件的种类看内容，不看名字；请换一个文件"));
        }
        if (given.bytes().length > settings.largest().toBytes()) {
            return keep(given, Set.of(kind));
        }
        return keep(
                new NewFile(given.name(), Photo.anew(given.bytes()), given.purpose(), given.site(), given.kept()),
                Set.of(Kind.JPEG));
    }

    @Transactional(readOnly = true)
    public KeptFile find(UUID id) {
        return store.find(id).orElseThrow(() -> new Absent("file " + id));
    }

    @Transactional(readOnly = true)
    public byte[] content(UUID id) {
        return store.content(id).orElseThrow(() -> new Absent("file " + id));
    }

    int forgetExpired() {
        return store.forgetUntil(clock.instant());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }
}
