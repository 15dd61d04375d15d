package org.zhiyuan.network;

import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Whereabouts;

/** Says where the things of this room lie: sites, branch centers, fields, acts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NetworkSettings.class)
class NetworkConfiguration {
    private interface Finder {
        Optional<Whereabouts.Place> find(String id);
    }

    /** So that the tree turns at midnight also where nobody asks for a page. */
    @Bean
    Recurring turnTheDay(Tree tree) {
        return Recurring.daily(LocalTime.of(0, 0, 5), "network.turn_the_day", Scope.EVERYTHING, tree::keepUp);
    }

    @Bean
    Whereabouts siteWhereabouts(Sites sites, Tree tree) {
        return whereabouts(
                "site",
                id -> sites.resolve(id, tree.today())
                        .flatMap(site -> sites.find(site, tree.today()))
                        .map(Site::place));
    }

    @Bean
    Whereabouts branchWhereabouts(Sites sites, Directory directory, Tree tree) {
        return whereabouts(
                "branch",
                id -> directory
                        .branch(id, tree.today())
                        .flatMap(site -> sites.find(site, tree.today()))
                        .map(Site::place));
    }

    /** A field is the city's own: it lies at the center. */
    @Bean
    Whereabouts fieldWhereabouts(Sites sites, Fields fields) {
        return whereabouts(
                "field",
                id -> fields.find(id)
                        .map(field -> Whereabouts.Place.at(sites.center().value(), field.key())));
    }

    @Bean
    Whereabouts actWhereabouts(Sites sites, Directory directory) {
        return whereabouts("act", directory::whereActLies);
    }

    private static Whereabouts whereabouts(String kind, Finder finder) {
        return new Whereabouts() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Optional<Place> locate(String id) {
                return finder.find(id);
            }

            /** Everything of the network is published, so who may not change it is told so. */
            @Override
            public @Nullable Action seenBy() {
                return Action.SITE_READ;
            }
        };
    }
}
