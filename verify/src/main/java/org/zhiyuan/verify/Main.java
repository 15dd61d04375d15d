package org.zhiyuan.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command. Answers 0 where everything holds, 1 where something does not, 2 where it could not look. */
public final class Main {
    static final int HOLDS = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int COULD_NOT_LOOK = 2;

    /** A certificate of five hundred services in a log of millions has a megabyte and a half. */
    private static final long FILE_BYTES_MAX = 4 << 20;

    private static final String USAGE = """
            用法 | usage: java -jar zhiyuan-verify.jar
              head HEAD.json --key KEY.pem                          树头的签名 | the signature of a head
              proof PROOF.json --key KEY.pem [HEAD.json]            一条记录 | one entry, in the head that you kept
              certificate CERTIFICATE.json --key KEY.pem [HEAD.json]  志愿服务证明 | a certificate, each of its hours
              consistency OLD.json NEW.json PROOF.json --key KEY.pem  两个树头 | that a newer head goes on from an older one
              log LOG.jsonl --key KEY.pem                           整本账 | a whole export
            --key 可以写多次 | --key may stand several times. 0 有效 holds, 1 无效 does not hold, 2 无法检查 could not look""";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        List<String> files = new ArrayList<>();
        Keys keys = new Keys();
        try {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i].equals("--key") && i + 1 < arguments.length) {
                    keys.with(Files.readString(Path.of(arguments[++i])));
                } else {
                    files.add(arguments[i]);
                }
            }
            Verdict verdict = keys.isEmpty() || files.isEmpty() ? null : check(files, keys);
            if (verdict == null) {
                err.println(USAGE);
                return COULD_NOT_LOOK;
            }
            out.println(verdict.chinese());
            out.println(verdict.english());
            return verdict.right() ? HOLDS : DOES_NOT_HOLD;
        } catch (IOException | IllegalArgumentException e) {
            err.println("读不了 | cannot read: " + e);
            return COULD_NOT_LOOK;
        }
    }

    private static Verdict check(List<String> words, Keys keys) throws IOException {
        int files = words.size() - 1;
        return switch (words.getFirst()) {
            case "head" -> files == 1 ? Checks.head(file(words.get(1)), keys) : null;
            case "proof" ->
                files == 1 || files == 2
                        ? Checks.proof(file(words.get(1)), files == 2 ? file(words.get(2)) : new byte[0], keys)
                        : null;
            case "certificate" ->
                files == 1 || files == 2
                        ? Checks.certificate(file(words.get(1)), files == 2 ? file(words.get(2)) : new byte[0], keys)
                        : null;
            case "consistency" ->
                files == 3
                        ? Checks.consistency(file(words.get(1)), file(words.get(2)), file(words.get(3)), keys)
                        : null;
            case "log" -> files == 1 ? log(words.get(1), keys) : null;
            default -> null;
        };
    }

    private static Verdict log(String name, Keys keys) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(name)), 1 << 16)) {
            return Checks.log(in, keys);
        }
    }

    private static byte[] file(String name) throws IOException {
        Path path = Path.of(name);
        if (Files.size(path) > FILE_BYTES_MAX) {
            throw new IOException(name + " has more than " + FILE_BYTES_MAX + " bytes");
        }
        return Files.readAllBytes(path);
    }
}
