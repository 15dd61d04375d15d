package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.CreditCode;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;

/** Reads the units and what they answer for from the city's pack, once, into a house that knows no unit. */
@Component
@Order(UnitPack.LEVEL)
class UnitPack implements ApplicationRunner {
    /** Rooms fill themselves from the ground up. */
    static final int LEVEL = 6;

    private static final Logger LOG = LoggerFactory.getLogger(UnitPack.class);

    private final City city;
    private final CityPack pack;
    private final Sites sites;
    private final Units units;
    private final Responsibilities responsibilities;
    private final Tree tree;
    private final TransactionOperations transactions;

    UnitPack(
            City city,
            CityPack pack,
            Sites sites,
            Units units,
            Responsibilities responsibilities,
            Tree tree,
            TransactionOperations transactions) {
        this.city = city;
        this.pack = pack;
        this.sites = sites;
        this.units = units;
        this.responsibilities = responsibilities;
        this.tree = tree;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!city.sample() && pack.sample()) {
            return;
        }
        Acting.as(
                Actor.system("unit"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    if (units.numbers().isEmpty()) {
                        load();
                    }
                }));
    }

    private void load() {
        LocalDate from = sites.get(sites.center(), tree.today()).opened();
        Map<String, UnitId> byKey = new HashMap<>();
        List<PackRow> rows = pack.rows("units.csv");
        for (PackRow row : rows) {
            String code = row.text("creditCode");
            NewUnit unit = new NewUnit(
                    row.required("key"),
                    row.required("name"),
                    row.text("shortName"),
                    row.text("nameEn"),
                    code.isEmpty() ? null : CreditCode.of(code),
                    row.text("phone"));
            byKey.put(row.required("key"), units.open(unit, from, Basis.of("")));
        }
        pack.rows("responsibilities.csv").stream()
                .sorted(Comparator.comparing(row -> row.requiredDay("from")))
                .forEach(row -> {
                    LocalDate until = row.day("until");
                    String field = row.required("field");
                    Basis basis = Basis.of(row.required("document"));
                    responsibilities.change(field, unit(row, "unit", byKey), row.requiredDay("from"), basis);
                    if (until != null) {
                        responsibilities.end(field, until, basis);
                    }
                });
        for (PackRow row : rows) {
            LocalDate ended = row.day("ended");
            if (ended != null) {
                UnitId successor = row.text("successor").isEmpty() ? null : unit(row, "successor", byKey);
                units.end(unit(row, "key", byKey), successor, ended, Basis.of(row.required("endedBy")));
            }
        }
        LOG.info("{}: {} units", city.name(), rows.size());
    }

    private static UnitId unit(PackRow row, String column, Map<String, UnitId> byKey) {
        UnitId unit = byKey.get(row.required(column));
        if (unit == null) {
            throw row.wrong(column, Text.of("没有这个单位"));
        }
        return unit;
    }
}
