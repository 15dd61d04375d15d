package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.zhiyuan.kernel.Text;

/**
 * Where a key that the house signs with comes from: a file, a variable, or, where neither is set and this is no production,
 * made by the house in its data folder.
 */
public final class SigningKeySource {
    private static final String GENERATED = "# generated at the first start; not for production";

    private final Setting setting;
    private final Path generated;
    private final boolean production;
    private boolean weak;
    private boolean missing;

    /**
     * Which key.
     *
     * @param what what it signs, as people call it
     * @param property where the key itself may be set; {@code -file} behind it, where its file is
     * @param file as it was set; "" where it was not
     * @param key as it was set; "" where it was not
     * @param generated name of the file that the house makes for itself
     */
    public record Setting(Text what, String property, String file, String key, String generated) {
        private Text howTo() {
            return Text.of("用 openssl rand -base64 32 生成一把，写进文件，再设 {0}", property + "-file");
        }

        @Override
        public String toString() {
            return "Setting[" + property + "]";
        }
    }

    /** @param secrets folder that only the house's own user may read */
    public SigningKeySource(Setting setting, Path secrets, boolean production) {
        this.setting = setting;
        this.generated = secrets.resolve(setting.generated());
        this.production = production;
    }

    public SigningKey key() {
        if (!setting.file().isBlank() && !setting.key().isBlank()) {
            throw new CannotStart(Text.of("{0} 和 {1} 都设了。请只留一个。", setting.property() + "-file", setting.property()));
        }
        if (!setting.file().isBlank()) {
            return read(Path.of(setting.file()));
        }
        if (!setting.key().isBlank()) {
            return parse(setting.key(), setting.property());
        }
        if (production) {
            // the gate of production says so before anything is signed; nothing is kept of it
            missing = true;
            return SigningKey.of(seed());
        }
        return Files.exists(generated) ? read(generated) : generate();
    }

    /** What production objects to. */
    public List<Text> objections() {
        if (missing) {
            return List.of(Text.of("没有设置{0}的密钥。请{1}。", setting.what(), setting.howTo()));
        }
        return weak ? List.of(Text.of("{0}的密钥是首次启动时自动生成的，不能用于正式环境。请{1}。", setting.what(), setting.howTo())) : List.of();
    }

    private SigningKey read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new CannotStart(Text.of("读不了{0}的密钥文件 {1}。请检查它在不在、本程序能不能读。", setting.what(), file), e);
        }
    }

    private SigningKey parse(String written, String where) {
        weak = written.contains(GENERATED);
        String base64 = written.lines()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .collect(Collectors.joining());
        try {
            return SigningKey.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    Text.of("{0}的密钥（{1}）写得不对，应当是 32 字节的 base64。请{2}。", setting.what(), where, setting.howTo()), e);
        }
    }

    private static byte[] seed() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    private SigningKey generate() {
        String written = GENERATED + "\n" + Base64.getEncoder().encodeToString(seed()) + "\n";
        return SecretFile.create(generated, written) ? parse(written, generated.toString()) : read(generated);
    }
}
