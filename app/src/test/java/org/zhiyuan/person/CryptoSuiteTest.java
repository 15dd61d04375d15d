package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CryptoSuiteTest {
    @Test
    void sm4SealsAsTheExampleOfRfc8998Does() {
        byte[] sealed = CryptoSuite.GM.seal(
                hex("0123456789ABCDEFFEDCBA9876543210"),
                hex("00001234567800000000ABCD"),
                hex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                        + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"),
                hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));

        assertThat(sealed)
                .isEqualTo(hex("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                        + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                        + "83DE3541E4C2B58177E065A9BF7B62EC"));
    }

    @Test
    void aesSealsAsTestCase16OfTheGcmSpecificationDoes() {
        byte[] sealed = CryptoSuite.INTL.seal(
                hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
                hex("cafebabefacedbaddecaf888"),
                hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
                hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));

        assertThat(sealed)
                .isEqualTo(hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b"));
    }

    @Test
    void hmacSha256IsThatOfRfc4231() {
        assertThat(CryptoSuite.INTL.mac(
                        "Jefe".getBytes(StandardCharsets.US_ASCII),
                        "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    @Test
    void hmacSm3IsBuiltOfTheSm3OfGbT32905() {
        // HMAC with an empty key of one block is sm3(opad || sm3(ipad || text)): computed by hand from the plain digest
        byte[] text = "abc".getBytes(StandardCharsets.US_ASCII);
        byte[] inner = new byte[64 + text.length];
        byte[] outer = new byte[64 + 32];
        Arrays.fill(inner, 0, 64, (byte) 0x36);
        Arrays.fill(outer, 0, 64, (byte) 0x5c);
        System.arraycopy(text, 0, inner, 64, text.length);
        System.arraycopy(sm3(inner), 0, outer, 64, 32);

        assertThat(sm3(text)).isEqualTo(hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
        assertThat(CryptoSuite.GM.mac(new byte[64], text)).isEqualTo(sm3(outer));
    }

    @ParameterizedTest
    @EnumSource
    void keysForTwoPurposesDiffer(CryptoSuite suite) {
        byte[] root = new byte[32];

        assertThat(suite.derive(root, "one", 32))
                .hasSize(32)
                .isEqualTo(suite.derive(root, "one", 32))
                .isNotEqualTo(suite.derive(root, "two", 32));
    }

    @ParameterizedTest
    @EnumSource
    void isFoundAgainByItsNumber(CryptoSuite suite) {
        assertThat(CryptoSuite.numbered(suite.number())).isSameAs(suite);
    }

    private static byte[] sm3(byte[] text) {
        SM3Digest digest = new SM3Digest();
        digest.update(text, 0, text.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
