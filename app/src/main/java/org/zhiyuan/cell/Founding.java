package org.zhiyuan.cell;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/** Looks at the database before anybody uses it: is it fit, whose is it, and is it a sample. */
final class Founding {
    private static final int SERVER_VERSION_MIN = 15;

    private final CellStore store;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Founding(CellStore store, PlatformTransactionManager transactions, InstantSource clock) {
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    City cityOf(CityPack pack, boolean sampleWished) {
        return Acting.as(
                Actor.system("founding"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transaction.execute(status -> {
                    refuseUnfit();
                    return found(pack.city(), sampleWished);
                })));
    }

    private void refuseUnfit() {
        int version = store.serverVersion() / 10_000;
        if (version < SERVER_VERSION_MIN) {
            throw new CannotStart(Text.of("数据库是 PostgreSQL {0}，至少需要 {1}。请升级数据库。", version, SERVER_VERSION_MIN));
        }
        if (!store.searchesChinese()) {
            throw new CannotStart(Text.of("数据库的区域设置不支持中文检索（pg_trgm 对中文没有结果）。请以 C.UTF-8 或 zh_CN.UTF-8 重建数据库。"));
        }
        List<String> rights = store.excessiveRights();
        if (!rights.isEmpty()) {
            throw new CannotStart(Text.of(
                    "应用的数据库角色权限过大（{0}）。请让它不拥有任何对象、不绕过行级安全，并用 spring.flyway.user 另指定属主角色。", String.join(", ", rights)));
        }
    }

    private City found(City city, boolean sampleWished) {
        boolean sample = city.sample() && sampleWished;
        CellStore.Founded founded = store.founded().orElse(null);
        if (founded == null) {
            store.found(city.key(), sample, clock.instant());
            return city.with(sample);
        }
        if (!founded.city().equals(city.key())) {
            throw new CannotStart(Text.of(
                    "这个数据库属于城市“{0}”，启动时给出的城市数据包是“{1}”，未作任何改动。请用 --city 给出原来的数据包，或用 --data 另指定目录。",
                    founded.city(), city.key()));
        }
        if (founded.sample() && !sampleWished) {
            throw new CannotStart(Text.of("这个数据库里是示例数据，不能当作正式数据使用，未作任何改动。请用 --data 另指定一个空目录。"));
        }
        return city.with(founded.sample());
    }
}
