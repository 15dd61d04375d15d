package org.zhiyuan.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A certificate is believed only where the ledger proves each of its lines, even where the city itself signed another. */
class CertificateTest {
    private KeyPair pair;
    private Keys keys;

    @BeforeEach
    void aCity() throws GeneralSecurityException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        keys = new Keys()
                .with(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    private Map<String, Object> signed(Map<String, Object> facts) throws GeneralSecurityException {
        Map<String, Object> signed = new TreeMap<>(facts);
        signed.put("suite", "Ed25519");
        signed.put("key", hex(Merkle.sha256(pair.getPublic().getEncoded())).substring(0, 16));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(Json.bytes(signed));
        signed.put("signature", hex(signature.sign()));
        return signed;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Map<String, Object> entry(String account, long amount) {
        return new TreeMap<>(
                Map.of("type", "zhiyuan-posting-v1", "unit", "MINUTE", "account", account, "amount", amount));
    }

    private static Map<String, Object> line(Map<String, Object> entry, long minutes) {
        Map<String, Object> line = new TreeMap<>(Map.of("entry", entry, "minutes", minutes, "late", false));
        for (String name :
                List.of("activity", "content", "day", "manner", "organiser", "place", "recorder", "responsible")) {
            line.put(name, "x");
        }
        return line;
    }

    /** The city signs what it likes: a log of these entries, and a certificate of these lines. */
    private Map<String, Object> certificate(List<Map<String, Object>> lines, long minutes)
            throws GeneralSecurityException {
        byte[] leafKey = new byte[Merkle.HASH_BYTES];
        List<byte[]> leaves = new ArrayList<>();
        for (Map<String, Object> line : lines) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(leafKey, "HmacSHA256"));
            leaves.add(Merkle.leaf(mac.doFinal(Json.bytes(Facts.object(line, "entry")))));
        }
        byte[] root = leaves.size() == 1 ? leaves.getFirst() : Merkle.node(leaves.get(0), leaves.get(1));
        for (int i = 0; i < lines.size(); i++) {
            List<String> path = leaves.size() == 1 ? List.of() : List.of(hex(leaves.get(1 - i)));
            lines.get(i).put("key", hex(leafKey));
            lines.get(i).put("proof", Map.of("index", (long) i, "size", (long) leaves.size(), "path", path));
        }
        Map<String, Object> head = signed(Map.of(
                "log",
                "test",
                "root",
                hex(root),
                "size",
                (long) leaves.size(),
                "time",
                "2026-11-25T00:05:00Z",
                "type",
                "zhiyuan-head-v1"));
        Map<String, Object> facts = new TreeMap<>(Map.of(
                "head", head, "lines", lines, "minutes", minutes, "sample", false, "type", "zhiyuan-certificate-v1"));
        for (String name : List.of(
                "code",
                "contact",
                "from",
                "handler",
                "holder",
                "issued",
                "issuer",
                "number",
                "page",
                "responsible",
                "to",
                "volunteer")) {
            facts.put(name, "x");
        }
        return signed(facts);
    }

    private Verdict check(Map<String, Object> certificate) {
        return Checks.certificate(Json.bytes(certificate), new byte[0], keys);
    }

    @Test
    void whatTheLedgerProvesHolds() throws GeneralSecurityException {
        Verdict verdict = check(certificate(List.of(line(entry("a", 60), 60), line(entry("a", 90), 90)), 150));
        assertThat(verdict.right()).as(verdict.english()).isTrue();
        assertThat(verdict.english()).contains("2 services of 150 minutes");
    }

    @Test
    void aLineWithOtherMinutesThanTheLedgerIsTold() throws GeneralSecurityException {
        assertThat(check(certificate(List.of(line(entry("a", 60), 90)), 90)).chinese())
                .contains("和账里的不一样");
    }

    @Test
    void aTotalThatTheLinesDoNotGiveIsTold() throws GeneralSecurityException {
        assertThat(check(certificate(List.of(line(entry("a", 60), 60)), 90)).chinese())
                .contains("不是证明的总时长");
    }

    @Test
    void theServiceOfSomebodyElseIsTold() throws GeneralSecurityException {
        assertThat(check(certificate(List.of(line(entry("a", 60), 60), line(entry("b", 60), 60)), 120))
                        .chinese())
                .contains("别人的服务");
    }

    @Test
    void anEntryThatStandsTwiceIsTold() throws GeneralSecurityException {
        Map<String, Object> once = certificate(List.of(line(entry("a", 60), 60)), 60);
        Map<String, Object> line = Facts.objects(once, "lines", 1).getFirst();
        Map<String, Object> twice = new TreeMap<>(once);
        twice.keySet().removeAll(List.of("signature", "key", "suite"));
        twice.put("lines", List.of(line, line));
        twice.put("minutes", 120L);
        assertThat(check(signed(twice)).chinese()).contains("写了两遍");
    }

    @Test
    void whatAnotherSignedIsTold() throws GeneralSecurityException {
        byte[] right = Json.bytes(certificate(List.of(line(entry("a", 60), 60)), 60));
        String other = new String(right, StandardCharsets.UTF_8).replace("\"holder\":\"x\"", "\"holder\":\"y\"");
        assertThat(Checks.certificate(other.getBytes(StandardCharsets.UTF_8), new byte[0], keys)
                        .chinese())
                .contains("签名不对");
        assertThat(Checks.certificate(right, new byte[] {'{', '}'}, keys).chinese())
                .contains("不是公布的那一个");
    }
}
