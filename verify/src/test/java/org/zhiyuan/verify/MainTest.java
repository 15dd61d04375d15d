package org.zhiyuan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an outsider calls it. */
class MainTest {
    @TempDir
    Path folder;

    private KeyPair pair;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void publish() throws GeneralSecurityException, IOException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Files.write(folder.resolve("head.json"), head(0, Merkle.sha256()));
    }

    private byte[] head(long size, byte[] root) throws GeneralSecurityException {
        Map<String, Object> facts = new TreeMap<>(Map.of(
                "key",
                        HexFormat.of()
                                .formatHex(Merkle.sha256(pair.getPublic().getEncoded()))
                                .substring(0, 16),
                "log", "test",
                "root", HexFormat.of().formatHex(root),
                "size", size,
                "suite", "Ed25519",
                "time", "2026-11-25T00:05:00Z",
                "type", "zhiyuan-head-v1"));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(Json.bytes(facts));
        facts.put("signature", HexFormat.of().formatHex(signature.sign()));
        return Json.bytes(facts);
    }

    private int run(String... words) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(words, stream, stream);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aHeadThatHoldsIsToldInBothLanguages() {
        assertThat(run("head", file("head.json"), "--key", file("key.pem"))).isEqualTo(0);
        assertThat(said()).contains("树头有效").contains("the head holds: 0 entries at 2026-11-25T00:05:00Z");
    }

    @Test
    void anAlteredHeadIsTold() throws IOException {
        Files.writeString(
                folder.resolve("head.json"),
                Files.readString(folder.resolve("head.json")).replace("00:05", "00:06"));
        assertThat(run("head", file("head.json"), "--key", file("key.pem"))).isEqualTo(1);
        assertThat(said()).contains("签名不对").contains("signature does not hold");
    }

    @Test
    void anothersKeyIsNotBelieved() throws GeneralSecurityException, IOException {
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                folder.resolve("other.pem"),
                Base64.getEncoder().encodeToString(other.getPublic().getEncoded()));
        assertThat(run("head", file("head.json"), "--key", file("other.pem"))).isEqualTo(1);
        assertThat(run("head", file("head.json"), "--key", file("other.pem"), "--key", file("key.pem")))
                .isEqualTo(0);
    }

    @Test
    void whatCannotBeReadIsNoVerdict() {
        assertThat(run("head", file("none.json"), "--key", file("key.pem"))).isEqualTo(2);
        assertThat(run("head", file("head.json"), "--key", file("head.json"))).isEqualTo(2);
        assertThat(run("head", file("head.json"))).isEqualTo(2);
        assertThat(run("heads", file("head.json"), "--key", file("key.pem"))).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(said()).contains("usage");
    }

    @Test
    void jsonWrittenAnyOtherWayIsRefused() {
        for (String written : new String[] {
            "{ \"a\":1}", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "{\"a\":01}", "{\"a\":1.0}", "{\"a\":-0}",
            "{\"a\":\"\\u0041\"}", "{\"a\":\"\\/\"}", "{\"a\":1}x", "{\"a\":9007199254740992}", "[]", "",
            "{\"a\":+1}", "{\"a\":null}"
        }) {
            assertThat(refused(written)).as(written).isTrue();
        }
        assertThat(refused("{\"a\":[-1,\"中\\n\\u001f\",true,{}]}")).isFalse();
    }

    private static boolean refused(String written) {
        try {
            Json.object(written.getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (Json.Malformed e) {
            return true;
        }
    }
}
