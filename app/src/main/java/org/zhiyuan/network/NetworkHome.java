package org.zhiyuan.network;

import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.shell.HomePart;

/** What the network brings to the public home page: where its places are and which are open now. */
@Configuration(proxyBeanMethods = false)
class NetworkHome {
    private record Part(int order, boolean besideGreeting, String template, Supplier<Map<String, Object>> facts)
            implements HomePart {
        @Override
        public Map<String, Object> model() {
            return facts.get();
        }
    }

    @Bean
    HomePart homeMap(CityMap map, Directory directory, Tree tree) {
        return new Part(
                10, true, "network/homeMap", () -> Map.of("map", map, "summary", directory.summary(tree.today())));
    }

    @Bean
    HomePart homeOpen(OpenNow open, CityMap map, Directory directory, Tree tree) {
        return new Part(
                10,
                false,
                "network/homeOpen",
                () -> Map.of("count", open.count(), "map", map, "summary", directory.summary(tree.today())));
    }
}
