package org.zhiyuan.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.ledger.Head;
import org.zhiyuan.ledger.Outsider;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes bytes, by seed, of everything that is published or handed out, and asks the outsider's checker: each change must
 * be found, and what was not changed must be believed. {@code ./zhiyuan drill forge}
 */
@HouseTest
class ForgeDrill {
    private static final long SEED = Long.getLong("seed", 20261125L);
    private static final int TRIALS_MIN = 10_000;
    private static final byte[] NONE = {};

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Issuing issuing;

    @Autowired
    private org.zhiyuan.ledger.Seals seals;

    private final Random random = new Random(SEED);
    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final List<String> unseen = new ArrayList<>();
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private int believed;
    private int processes;

    @Test
    void everyChangedByteIsFound() throws Exception {
        System.out.println("drill forge, seed " + SEED);
        Counter counter = new Counter(house, "欧阳示例戊");
        Counter other = new Counter(house, "司马示例己");
        try {
            run(counter, other);
        } finally {
            counter.clear();
            other.clear();
        }
        int all = counts.values().stream().mapToInt(count -> count[1]).sum();
        int found = counts.values().stream().mapToInt(count -> count[0]).sum();
        System.out.println();
        counts.forEach((what, count) -> System.out.printf(Locale.ROOT, "%-42s %5d of %5d%n", what, count[0], count[1]));
        unseen.forEach(one -> System.out.println("NOT FOUND " + one));
        System.out.printf(
                Locale.ROOT,
                "forge: %,d of %,d changes found; %d unchanged files believed; %d of the checks as a process%n",
                found,
                all,
                believed,
                processes);
        write(found, all);
        assertThat(unseen).isEmpty();
        assertThat(all).isGreaterThanOrEqualTo(TRIALS_MIN);
    }

    private void run(Counter counter, Counter other) throws Exception {
        Certificate certificate = counter.issued(12);
        Head older = counter.sealing.seal();
        Certificate another = other.issued(5);
        Head newer = other.sealing.seal();
        Outsider outsider = counter.sealing.outsider();

        byte[] document = issuing.document(certificate);
        byte[] others = issuing.document(another);
        byte[] first = older.json().getBytes(UTF_8);
        byte[] second = newer.json().getBytes(UTF_8);
        byte[] consistency = counter.sealing.consistency(older, newer);
        byte[] proof = counter.sealing.proof(house.getBean(HeldCredits.class)
                .of(counter.volunteer.id(), java.time.LocalDate.of(2000, 1, 1), java.time.LocalDate.of(2999, 1, 1))
                .getFirst()
                .entry());
        byte[] log = counter.sealing.export(newer);
        byte[] paper = issuing.paper(certificate);
        Shown shown = counter.system(() ->
                house.getBean(Certificates.class).shown(certificate.code()).orElseThrow());

        changes("certificate, changed byte", 5_000, document, bytes -> outsider.certificate(bytes, NONE));
        changes("log entry with its proof, changed byte", 2_500, proof, bytes -> outsider.proof(bytes, NONE));
        changes("head, changed byte", 1_500, first, outsider::head);
        changes(
                "consistency of two heads, changed byte",
                1_000,
                consistency,
                bytes -> outsider.consistency(first, second, bytes));
        changes("whole export, changed byte", 500, log, outsider::log);
        changes("PDF, changed byte, by its digest", 2_000, paper, bytes -> Certificates.isPaper(shown, bytes));
        forgeries(outsider, document, others, first, second, consistency);
        asProcess(counter, document, first, second, consistency, proof);
    }

    /** Flips, drops and adds single bytes at seeded places; the unchanged file is the negative control. */
    private void changes(String what, int trials, byte[] right, Predicate<byte[]> check) {
        assertThat(check.test(right)).as("unchanged: " + what).isTrue();
        believed++;
        for (int trial = 0; trial < trials; trial++) {
            int at = random.nextInt(right.length);
            byte[] changed;
            if (trial % 10 == 8) {
                changed = new byte[right.length - 1];
                System.arraycopy(right, 0, changed, 0, at);
                System.arraycopy(right, at + 1, changed, at, changed.length - at);
            } else if (trial % 10 == 9) {
                changed = new byte[right.length + 1];
                System.arraycopy(right, 0, changed, 0, at);
                changed[at] = (byte) random.nextInt(256);
                System.arraycopy(right, at, changed, at + 1, right.length - at);
            } else {
                changed = right.clone();
                changed[at] ^= (byte) (1 + random.nextInt(255));
            }
            tried(what, !check.test(changed), "byte " + at + ", trial " + trial);
        }
    }

    private void tried(String what, boolean found, String which) {
        int[] count = counts.computeIfAbsent(what, one -> new int[2]);
        count[1]++;
        if (found) {
            count[0]++;
        } else {
            unseen.add(what + ": " + which);
        }
    }

    /** What a person would try, each a well-written file. */
    private void forgeries(
            Outsider outsider, byte[] document, byte[] others, byte[] older, byte[] newer, byte[] consistency) {
        String what = "well-written forgeries";
        String text = new String(document, UTF_8);
        String foreign = new String(others, UTF_8);
        String[] swaps = {
            text.replaceFirst("\"late\":true", "\"late\":false"),
            text.replaceFirst("\"manner\":\"LEADER\"", "\"manner\":\"CODE\""),
            text.replace("欧阳示例戊", "欧阳示例己"),
            text.replaceFirst("\"minutes\":60", "\"minutes\":90"),
            text.replaceFirst("\"amount\":60", "\"amount\":90"),
            text.replaceFirst("\"number\":\"ZA-", "\"number\":\"ZB-"),
            text.replaceFirst("\"sample\":true", "\"sample\":false"),
            withLines(text, lines(foreign)),
            withLines(text, lines(text) + "," + lines(text)),
            text.replaceFirst(
                    "\"signature\":\"[0-9a-f]+\",\"suite\":\"Ed25519\",\"to\"",
                    "\"signature\":\"" + signature(foreign) + "\",\"suite\":\"Ed25519\",\"to\"")
        };
        for (int i = 0; i < swaps.length; i++) {
            assertThat(swaps[i]).as("forgery " + i + " changes something").isNotEqualTo(text);
            tried(what, !outsider.certificate(swaps[i].getBytes(UTF_8), NONE), "forgery " + i);
        }
        assertThat(outsider.certificate(others, NONE)).isTrue();
        believed++;
        tried(what, !outsider.certificate(document, newer), "another published head");
        tried(what, !outsider.consistency(newer, older, consistency), "the later first");
    }

    private static String lines(String text) {
        int from = text.indexOf("\"lines\":[") + "\"lines\":[".length();
        return text.substring(from, text.indexOf("],\"minutes\"", from));
    }

    private static String withLines(String text, String lines) {
        return text.replace(lines(text), lines);
    }

    private static String signature(String text) {
        int from = text.lastIndexOf("\"signature\":\"") + "\"signature\":\"".length();
        return text.substring(from, text.indexOf('"', from));
    }

    /** The same as an outsider does it: the program, the files, a key. */
    private void asProcess(
            Counter counter, byte[] document, byte[] older, byte[] newer, byte[] consistency, byte[] proof)
            throws Exception {
        Path folder = Files.createTempDirectory("forge");
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(counter.sealing.publicKey())
                        + "\n-----END PUBLIC KEY-----\n");
        Path whole = Files.write(folder.resolve("certificate.json"), document);
        Path first = Files.write(folder.resolve("older.json"), older);
        Path second = Files.write(folder.resolve("newer.json"), newer);
        Path grown = Files.write(folder.resolve("consistency.json"), consistency);
        Path entry = Files.write(folder.resolve("proof.json"), proof);
        assertThat(verify("certificate", whole, "--key", key)).isZero();
        assertThat(verify("head", first, "--key", key)).isZero();
        assertThat(verify("consistency", first, second, grown, "--key", key)).isZero();
        assertThat(verify("proof", entry, "--key", key)).isZero();
        believed += 4;
        for (int trial = 0; trial < 6; trial++) {
            byte[] changed = document.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Path altered = Files.write(folder.resolve("altered.json"), changed);
            tried(
                    "certificate, changed byte, as a process",
                    verify("certificate", altered, "--key", key) == 1,
                    "byte " + at);
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private int verify(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "../verify/target/classes",
                "org.zhiyuan.verify.Main"));
        for (Object word : words) {
            command.add(word.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int answer = process.waitFor();
        if (processes++ == 0) {
            System.out.print(said);
        }
        return answer;
    }

    /** The same shape as the benchmarks' figures. */
    private void write(int found, int all) throws IOException {
        List<Map<String, Object>> results = new ArrayList<>();
        results.add(result("changes not found", all - found, 0.0));
        results.add(result("changes tried", all, null));
        counts.forEach((what, count) -> results.add(result(what + ", found of " + count[1], count[0], null)));
        results.add(result("unchanged files believed", believed, null));
        results.add(result("seed", SEED, null));
        Path file = Path.of("../bench/target/results/forge.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(results));
        System.out.println(file.toAbsolutePath().normalize());
    }

    private Map<String, Object> result(String metric, double value, @Nullable Double goal) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("metric", metric);
        result.put("value", value);
        result.put("unit", "");
        result.put("goal", goal);
        result.put("met", goal == null ? null : value <= goal);
        result.put("baseline", null);
        result.put("baselineValue", null);
        result.put("ratio", null);
        result.put("load", load);
        result.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        result.put("date", Instant.now().toString());
        return result;
    }
}
