package org.zhiyuan.person;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/** Takes in the pack's texts of consent: at every start those that are new; one that was changed stops the start. */
@Component
@Order(60)
class ConsentPack implements ApplicationRunner {
    private static final Actor SYSTEM = Actor.system("person.consent-pack");
    private static final String FILE = "consent.csv";

    private final CityPack pack;
    private final ConsentStore store;
    private final TransactionOperations transactions;

    ConsentPack(CityPack pack, ConsentStore store, TransactionOperations transactions) {
        this.pack = pack;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<PackRow> rows = pack.rows(FILE);
        Acting.as(SYSTEM, Scope.EVERYTHING, () -> transactions.executeWithoutResult(status -> take(rows)));
    }

    private void take(List<PackRow> rows) {
        Map<String, ConsentText> known =
                store.texts().stream().collect(Collectors.toMap(ConsentPack::name, Function.identity()));
        for (PackRow row : rows) {
            ConsentText text = text(row);
            ConsentText there = known.get(name(text));
            if (there == null) {
                store.addText(text);
            } else if (!there.digest().equals(text.digest())) {
                throw row.wrong("text", Text.of("同意书已经有人同意过的版本不能改，请另写一个新的版本"));
            }
        }
    }

    private static String name(ConsentText text) {
        return text.purpose() + " " + text.version();
    }

    private static ConsentText text(PackRow row) {
        String purpose = row.required("purpose");
        int version = row.number("version");
        return new ConsentText(
                purpose,
                version,
                row.requiredDay("from"),
                row.flag("separate"),
                row.required("title"),
                row.required("titleEn"),
                row.required("text"),
                row.required("textEn"),
                digest(purpose, String.valueOf(version), row.text("text"), row.text("textEn")));
    }

    private static String digest(String... parts) {
        try {
            byte[] joined = String.join("\t", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(joined));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
