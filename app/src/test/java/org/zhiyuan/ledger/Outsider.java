package org.zhiyuan.ledger;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Base64;

/** The checker of the module {@code verify}, loaded from beside with nothing of the house on its class path. */
public final class Outsider {
    private final Class<?> checks;
    private final Class<?> keysType;
    private final Object keys;

    /** @param publicKey the one key that it believes */
    public Outsider(byte[] publicKey) {
        try {
            URI classes = Path.of("../verify/target/classes/")
                    .toAbsolutePath()
                    .normalize()
                    .toUri();
            ClassLoader loader = new URLClassLoader(new URL[] {classes.toURL()}, ClassLoader.getPlatformClassLoader());
            checks = loader.loadClass("org.zhiyuan.verify.Checks");
            keysType = loader.loadClass("org.zhiyuan.verify.Keys");
            keys = keysType.getMethod("with", String.class)
                    .invoke(
                            keysType.getConstructor().newInstance(),
                            Base64.getEncoder().encodeToString(publicKey));
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean head(byte[] head) {
        return right("head", new Class<?>[] {byte[].class, keysType}, head, keys);
    }

    public boolean proof(byte[] proof, byte[] published) {
        return right("proof", new Class<?>[] {byte[].class, byte[].class, keysType}, proof, published, keys);
    }

    public boolean certificate(byte[] certificate, byte[] published) {
        return right(
                "certificate", new Class<?>[] {byte[].class, byte[].class, keysType}, certificate, published, keys);
    }

    public boolean consistency(byte[] older, byte[] newer, byte[] proof) {
        return right(
                "consistency",
                new Class<?>[] {byte[].class, byte[].class, byte[].class, keysType},
                older,
                newer,
                proof,
                keys);
    }

    public boolean log(byte[] export) {
        return right("log", new Class<?>[] {InputStream.class, keysType}, new ByteArrayInputStream(export), keys);
    }

    private boolean right(String check, Class<?>[] types, Object... values) {
        try {
            Object verdict = checks.getMethod(check, types).invoke(null, values);
            return (boolean) verdict.getClass().getMethod("right").invoke(verdict);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(check + " broke", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
