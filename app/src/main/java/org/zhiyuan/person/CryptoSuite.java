package org.zhiyuan.person;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Which algorithms seal a value and index it. Its number is stored with every value, so that a city may change to the
 * other suite and still read what it has.
 */
enum CryptoSuite {
    /** AES-256-GCM, HMAC-SHA-256. */
    INTL(1, 32) {
        @Override
        byte[] seal(byte[] key, byte[] iv, byte[] plain, byte[] context) {
            return aes(Cipher.ENCRYPT_MODE, key, iv, plain, context);
        }

        @Override
        byte[] open(byte[] key, byte[] iv, byte[] sealed, byte[] context) {
            return aes(Cipher.DECRYPT_MODE, key, iv, sealed, context);
        }

        private byte[] aes(int mode, byte[] key, byte[] iv, byte[] input, byte[] context) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
                cipher.updateAAD(context);
                return cipher.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new SealBroken(name(), e);
            }
        }

        @Override
        byte[] mac(byte[] key, byte[] data) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(data);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
            }
        }

        @Override
        byte[] derive(byte[] root, String purpose, int lengthBytes) {
            try {
                AlgorithmParameterSpec spec = HKDFParameterSpec.ofExtract()
                        .addIKM(root)
                        .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), lengthBytes);
                return KDF.getInstance("HKDF-SHA256").deriveData(spec);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no HKDF-SHA256", e);
            }
        }
    },

    /** SM4-GCM, HMAC-SM3: the national algorithms, for the assessment of commercial cryptography (密评). */
    GM(2, 16) {
        @Override
        byte[] seal(byte[] key, byte[] iv, byte[] plain, byte[] context) {
            return sm4(true, key, iv, plain, context);
        }

        @Override
        byte[] open(byte[] key, byte[] iv, byte[] sealed, byte[] context) {
            return sm4(false, key, iv, sealed, context);
        }

        private byte[] sm4(boolean seals, byte[] key, byte[] iv, byte[] input, byte[] context) {
            try {
                GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
                cipher.init(seals, new AEADParameters(new KeyParameter(key), TAG_BITS, iv, context));
                byte[] output = new byte[cipher.getOutputSize(input.length)];
                int written = cipher.processBytes(input, 0, input.length, output, 0);
                cipher.doFinal(output, written);
                return output;
            } catch (InvalidCipherTextException e) {
                throw new SealBroken(name(), e);
            }
        }

        @Override
        byte[] mac(byte[] key, byte[] data) {
            HMac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key));
            mac.update(data, 0, data.length);
            byte[] code = new byte[mac.getMacSize()];
            mac.doFinal(code, 0);
            return code;
        }

        @Override
        byte[] derive(byte[] root, String purpose, int lengthBytes) {
            HKDFBytesGenerator generator = new HKDFBytesGenerator(new SM3Digest());
            generator.init(new HKDFParameters(root, null, purpose.getBytes(StandardCharsets.UTF_8)));
            byte[] derived = new byte[lengthBytes];
            generator.generateBytes(derived, 0, lengthBytes);
            return derived;
        }
    };

    static final int IV_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final int TAG_BITS = TAG_BYTES * 8;

    private final int number;
    private final int keyBytes;

    CryptoSuite(int number, int keyBytes) {
        this.number = number;
        this.keyBytes = keyBytes;
    }

    static CryptoSuite numbered(int number) {
        for (CryptoSuite suite : values()) {
            if (suite.number == number) {
                return suite;
            }
        }
        throw new SealBroken("unknown suite " + number);
    }

    /** Stored with every value: never to be reused for other algorithms. */
    int number() {
        return number;
    }

    int keyBytes() {
        return keyBytes;
    }

    /** The ciphertext and its tag. */
    abstract byte[] seal(byte[] key, byte[] iv, byte[] plain, byte[] context);

    /** The plain bytes; {@link SealBroken} where key, value or context are not those it was sealed with. */
    abstract byte[] open(byte[] key, byte[] iv, byte[] sealed, byte[] context);

    abstract byte[] mac(byte[] key, byte[] data);

    /** A key for one purpose from a root key (RFC 5869). */
    abstract byte[] derive(byte[] root, String purpose, int lengthBytes);
}
