package org.zhiyuan.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The five checks. Each looks at bytes as they were published and answers at the first thing that does not hold. */
public final class Checks {
    private static final Set<String> PROOF = Set.of("entry", "head", "key", "proof", "type");
    private static final Set<String> PATH = Set.of("index", "size", "path");
    private static final Set<String> CONSISTENCY = Set.of("first", "second", "path", "type");
    private static final Set<String> LOG = Set.of("log", "size", "type");
    private static final Set<String> LEAF = Set.of("commitment", "seq", "type");
    /** Longer than any line of an export. */
    private static final int LINE_BYTES_MAX = 4_096;

    private Checks() {}

    private static Verdict checked(Supplier<Verdict> check) {
        try {
            return check.get();
        } catch (Verdict.Wrong wrong) {
            return wrong.verdict();
        }
    }

    /** A published head: whether one of the keys signed it. */
    public static Verdict head(byte[] head, Keys keys) {
        return checked(() -> {
            Head read = Head.of(Facts.read(trimmed(head)), keys);
            return Verdict.right("树头有效：%2$s 时账里有 %1$d 条", "the head holds: %d entries at %s", read.size(), read.time());
        });
    }

    /**
     * An opened entry: whether it is what was sealed under its number, and stands in the log of the head inside; and, where
     * one is given, whether that head is the one that was published.
     */
    public static Verdict proof(byte[] proof, byte[] published, Keys keys) {
        return checked(() -> {
            Map<String, Object> facts = Facts.read(trimmed(proof));
            Facts.require(facts, "zhiyuan-proof-v1", PROOF);
            Map<String, Object> inside = Facts.object(facts, "head");
            Head head = Head.of(inside, keys);
            if (published.length > 0 && !Arrays.equals(trimmed(published), Json.bytes(inside))) {
                throw new Verdict.Wrong("证明里的树头不是公布的那一个", "the head of the proof is not the published one");
            }
            long index = included(facts, head);
            return Verdict.right(
                    "这一条有效：是 %3$s 签名的 %2$d 条里的第 %1$d 号",
                    "the entry holds: number %d of the %d entries signed at %s", index, head.size(), head.time());
        });
    }

    /** Whether the entry opens with its key and stands in the log of the head; answers its number. */
    static long included(Map<String, Object> facts, Head head) {
        Map<String, Object> path = Facts.object(facts, "proof");
        if (!path.keySet().equals(PATH)) {
            throw new Verdict.Wrong("证明的路径少了、多了内容", "something of the path is missing or added");
        }
        if (Facts.number(path, "size") != head.size()) {
            throw new Verdict.Wrong("证明的条数和树头不一样", "the proof is of another size than the head");
        }
        byte[] key = Facts.hex(facts, "key", Merkle.HASH_BYTES);
        byte[] commitment = hmac(key, Json.bytes(Facts.object(facts, "entry")));
        long index = Facts.number(path, "index");
        if (!Merkle.included(Merkle.leaf(commitment), index, head.size(), Facts.path(path, "path"), head.root())) {
            throw new Verdict.Wrong("这一条不在账里，或者内容被改动过", "the entry is not in the log, or was altered");
        }
        return index;
    }

    /**
     * A certificate: whether the city signed it, and whether the ledger proves every one of its lines; and, where one is
     * given, whether its head is the one that was published. That it was not revoked since, only its public page tells.
     */
    public static Verdict certificate(byte[] certificate, byte[] published, Keys keys) {
        return checked(() -> Certificate.check(trimmed(certificate), trimmed(published), keys));
    }

    /** Two heads: whether the log of the older is the beginning of that of the newer. */
    public static Verdict consistency(byte[] older, byte[] newer, byte[] proof, Keys keys) {
        return checked(() -> {
            Head first = Head.of(Facts.read(trimmed(older)), keys);
            Head second = Head.of(Facts.read(trimmed(newer)), keys);
            Map<String, Object> facts = Facts.read(trimmed(proof));
            Facts.require(facts, "zhiyuan-consistency-v1", CONSISTENCY);
            if (!first.log().equals(second.log())) {
                throw new Verdict.Wrong("两个树头不是同一本账的", "the heads are of two logs");
            }
            if (Facts.number(facts, "first") != first.size() || Facts.number(facts, "second") != second.size()) {
                throw new Verdict.Wrong("证明不是这两个树头的", "the proof is not of these two heads");
            }
            if (!Merkle.consistent(
                    first.size(), first.root(), second.size(), second.root(), Facts.path(facts, "path"))) {
                throw new Verdict.Wrong(
                        "后来的账不是接着以前的账记的：以前的内容被改动过",
                        "the newer log does not go on from the older one: what was there was altered");
            }
            return Verdict.right(
                    "一致：以前的 %d 条原样在后来的 %d 条里",
                    "consistent: the %d entries of the older head stand unchanged among the %d of the newer",
                    first.size(),
                    second.size());
        });
    }

    /** A whole export, read as a stream: whether its leaves give the root of every head in it, to the last. */
    public static Verdict log(InputStream export, Keys keys) throws IOException {
        try {
            return read(export, keys);
        } catch (Verdict.Wrong wrong) {
            return wrong.verdict();
        }
    }

    private static Verdict read(InputStream export, Keys keys) throws IOException {
        byte[] line = line(export, 1);
        Map<String, Object> log = Facts.read(line);
        Facts.require(log, "zhiyuan-log-v1", LOG);
        String id = Facts.text(log, "log");
        long size = Facts.number(log, "size");
        Merkle.Growing tree = new Merkle.Growing();
        long heads = 0;
        long lastHead = -1;
        long number = 1;
        String previous = "";
        while ((line = line(export, ++number)).length > 0) {
            Map<String, Object> facts = Facts.read(line);
            if ("leaf".equals(facts.get("type"))) {
                Facts.require(facts, "leaf", LEAF);
                if (Facts.number(facts, "seq") != tree.size()) {
                    throw new Verdict.Wrong("第 %d 行：少了或多了一条", "line %d: an entry is missing or added", number);
                }
                tree.add(Merkle.leaf(Facts.hex(facts, "commitment", Merkle.HASH_BYTES)));
            } else {
                Head head = Head.of(facts, keys);
                if (!head.log().equals(id) || head.size() != tree.size()) {
                    throw new Verdict.Wrong("第 %d 行：树头不是这里的", "line %d: the head does not belong here", number);
                }
                if (!Arrays.equals(head.root(), tree.root())) {
                    throw new Verdict.Wrong(
                            "第 %d 行：前面 %d 条和签名的树头对不上，有内容被改动过",
                            "line %d: the %d entries before it do not give the signed root: something was altered",
                            number,
                            tree.size());
                }
                if (head.time().equals(previous)) {
                    throw new Verdict.Wrong("第 %d 行：树头重复", "line %d: the head stands twice", number);
                }
                previous = head.time();
                heads++;
                lastHead = head.size();
            }
        }
        if (tree.size() != size || lastHead != size) {
            throw new Verdict.Wrong(
                    "不完整：应有 %d 条，读到 %d 条", "incomplete: %d entries announced, %d read", size, tree.size());
        }
        return Verdict.right("整本账有效：%d 条，%d 个树头", "the log holds: %d entries, %d heads", size, heads);
    }

    /** A line without its end; empty at the end of the export. A last line that does not end is no line. */
    private static byte[] line(InputStream in, long number) throws IOException {
        byte[] line = new byte[LINE_BYTES_MAX];
        int length = 0;
        int read;
        while ((read = in.read()) >= 0) {
            if (read == '\n' && length > 0) {
                return Arrays.copyOf(line, length);
            }
            if (read == '\n' || length == LINE_BYTES_MAX) {
                throw new Verdict.Wrong("第 %d 行是空的或太长", "line %d is empty or too long", number);
            }
            line[length++] = (byte) read;
        }
        if (length > 0) {
            throw new Verdict.Wrong("第 %d 行没有写完", "line %d is cut off", number);
        }
        return new byte[0];
    }

    /** A file may end with one line end, as editors like it. */
    private static byte[] trimmed(byte[] file) {
        return file.length > 0 && file[file.length - 1] == '\n' ? Arrays.copyOf(file, file.length - 1) : file;
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
