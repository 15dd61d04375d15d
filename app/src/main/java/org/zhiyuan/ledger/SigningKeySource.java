package org.zhiyuan.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.cell.SecretFile;
import org.zhiyuan.kernel.Text;

/**
 * Where the key that signs tree heads comes from: a file, a variable, or, where neither is set and this is no production,
 * made by the house in its data folder.
 */
final class SigningKeySource {
    private static final String GENERATED = "# generated at the first start; not for production";
    private static final Text HOW_TO = Text.of("用 openssl rand -base64 32 生成一把，写进文件，再设 zhiyuan.ledger.key-file");

    private final LedgerSettings settings;
    private final Path generated;
    private final boolean production;
    private boolean weak;
    private boolean missing;

    /** @param secrets folder that only the house's own user may read */
    SigningKeySource(LedgerSettings settings, Path secrets, boolean production) {
        this.settings = settings;
        this.generated = secrets.resolve("ledger.key");
        this.production = production;
    }

    Ed25519Signer signer() {
        if (!settings.keyFile().isBlank() && !settings.key().isBlank()) {
            throw new CannotStart(Text.of("zhiyuan.ledger.key-file 和 zhiyuan.ledger.key 都设了。请只留一个。"));
        }
        if (!settings.keyFile().isBlank()) {
            return read(Path.of(settings.keyFile()));
        }
        if (!settings.key().isBlank()) {
            return parse(settings.key(), "zhiyuan.ledger.key");
        }
        if (production) {
            // the gate of production says so before anything is signed; nothing is kept of it
            missing = true;
            return Ed25519Signer.of(seed());
        }
        return Files.exists(generated) ? read(generated) : generate();
    }

    /** What production objects to. */
    List<Text> objections() {
        if (missing) {
            return List.of(Text.of("没有设置账簿签名的密钥。请{0}。", HOW_TO));
        }
        return weak ? List.of(Text.of("账簿签名的密钥是首次启动时自动生成的，不能用于正式环境。请{0}。", HOW_TO)) : List.of();
    }

    private Ed25519Signer read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new CannotStart(Text.of("读不了账簿签名的密钥文件 {0}。请检查它在不在、本程序能不能读。", file), e);
        }
    }

    private Ed25519Signer parse(String written, String where) {
        weak = written.contains(GENERATED);
        String base64 = written.lines()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .collect(Collectors.joining());
        try {
            return Ed25519Signer.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(Text.of("账簿签名的密钥（{0}）写得不对，应当是 32 字节的 base64。请{1}。", where, HOW_TO), e);
        }
    }

    private static byte[] seed() {
        byte[] seed = new byte[Ed25519Signer.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    private Ed25519Signer generate() {
        String written = GENERATED + "\n" + Base64.getEncoder().encodeToString(seed()) + "\n";
        return SecretFile.create(generated, written) ? parse(written, generated.toString()) : read(generated);
    }
}
