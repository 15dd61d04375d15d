package org.zhiyuan.person;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.cell.SecretFile;
import org.zhiyuan.kernel.Text;

/** Where the key ring comes from: a file, a variable, or, where neither is set and this is no production, made by the house. */
final class KeySource {
    private static final Text HOW_TO =
            Text.of("用 openssl rand -base64 32 生成一把，按“名称:密钥”写进文件，再设 zhiyuan.person.key-file");

    private final PersonSettings settings;
    private final Path generated;
    private final boolean production;

    /** @param secrets folder that only the house's own user may read */
    KeySource(PersonSettings settings, Path secrets, boolean production) {
        this.settings = settings;
        this.generated = secrets.resolve("person.keys");
        this.production = production;
    }

    /** The ring, or nothing where none is set and none was made yet. */
    Optional<KeyRing> existing() {
        if (!settings.keyFile().isBlank() && !settings.key().isBlank()) {
            throw new CannotStart(Text.of("zhiyuan.person.key-file 和 zhiyuan.person.key 都设了。请只留一个。"));
        }
        if (!settings.keyFile().isBlank()) {
            return Optional.of(read(Path.of(settings.keyFile())));
        }
        if (!settings.key().isBlank()) {
            return Optional.of(parse(settings.key(), "zhiyuan.person.key"));
        }
        if (production) {
            throw new CannotStart(Text.of("没有设置人员信息的密钥。请{0}。", HOW_TO));
        }
        return Files.exists(generated) ? Optional.of(read(generated)) : Optional.empty();
    }

    private static KeyRing read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new CannotStart(Text.of("读不了人员信息的密钥文件 {0}。请检查它在不在、本程序能不能读。", file), e);
        }
    }

    private static KeyRing parse(String written, String where) {
        try {
            return KeyRing.parse(written);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    Text.of("人员信息的密钥（{0}）写得不对：{1}。请{2}。", where, String.valueOf(e.getMessage()), HOW_TO), e);
        }
    }

    /** A ring of the house's own, in the data folder, for its own user alone. */
    KeyRing generate(LocalDate today) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String written = "# made at the first start; not for production\n" + KeyRing.GENERATED + today + ":"
                + Base64.getEncoder().encodeToString(key) + "\n";
        return SecretFile.create(generated, written) ? KeyRing.parse(written) : read(generated);
    }

    /** What production objects to in a ring. */
    static Set<Text> objections(KeyRing ring) {
        return ring.weakness()
                .map(weakness -> Set.of(Text.of("人员信息的密钥不能用于正式环境：{0}。请{1}。", weakness, HOW_TO)))
                .orElse(Set.of());
    }
}
