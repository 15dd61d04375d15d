package org.zhiyuan.cell;

import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Text;

/** Under the profile production the house opens only when every room finds itself fit for it. */
@Component
@Profile(ProductionGate.PROFILE)
final class ProductionGate implements SmartInitializingSingleton {
    static final String PROFILE = "production";

    private final List<ProductionCheck> checks;

    ProductionGate(List<ProductionCheck> checks) {
        this.checks = checks;
    }

    /** What the settings alone tell, before the folder or the database is touched. */
    static void refuseSettings(Environment environment, CellSettings settings) {
        if (!environment.acceptsProfiles(Profiles.of(PROFILE))) {
            return;
        }
        if (settings.sample()) {
            throw new CannotStart(Text.of("生产配置不装入示例数据。请去掉 zhiyuan.cell.sample=true。"));
        }
        if (environment.containsProperty(Failpoint.SETTING)) {
            throw new CannotStart(Text.of("生产配置不设检验用的断点。请去掉 zhiyuan.cell.failpoint。"));
        }
        if (CellConfiguration.noDatabaseGiven(environment) && !settings.embeddedInProduction()) {
            throw new CannotStart(
                    Text.of(
                            "生产配置不使用内置数据库。请用 spring.datasource.url 指定外部 PostgreSQL；确要使用内置数据库，请设 zhiyuan.cell.embedded-in-production=true。"));
        }
    }

    /** After all rooms stand, before the door opens. */
    @Override
    public void afterSingletonsInstantiated() {
        for (ProductionCheck check : checks) {
            for (Text objection : check.objections()) {
                throw new CannotStart(objection);
            }
        }
    }
}
