package org.zhiyuan.unit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.RailEntry;
import org.zhiyuan.shell.Searchable;

/** What this room hangs into the office, and where its things lie. */
@Configuration(proxyBeanMethods = false)
class UnitConfiguration {
    @Bean
    RailEntry responsibilityRail() {
        return new RailEntry(
                55,
                Text.of("分中心"),
                "/office/responsibilities",
                "route",
                Action.NETWORK_OFFICE_READ,
                BranchesWaiting.KEY);
    }

    @Bean
    Searchable unitsFound(Units units, Tree tree) {
        return new UnitsFound(units, tree);
    }

    /** A unit is the city's own: it lies at the center. */
    @Bean
    Whereabouts unitWhereabouts(Sites sites, Units units, Tree tree) {
        return new Whereabouts() {
            @Override
            public String kind() {
                return "unit";
            }

            @Override
            public Optional<Place> locate(String number) {
                return units.byNumber(number, tree.today())
                        .map(unit -> Place.at(sites.center().value()));
            }

            /** Units are published, so who may not change one is told so. */
            @Override
            public @Nullable Action seenBy() {
                return Action.SITE_READ;
            }
        };
    }
}
