package org.zhiyuan.network;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;
import org.zhiyuan.shell.Searchable;
import org.zhiyuan.shell.Waiting;

/** What the network hangs into the office: its entry in the rail, what waits there, what the search box finds. */
@Configuration(proxyBeanMethods = false)
class NetworkOffice {
    @Bean
    RailEntry networkRail() {
        return new RailEntry(
                50, Text.of("阵地网络"), "/office/network", "network", Action.NETWORK_OFFICE_READ, NetworkWaiting.PLACES);
    }

    @Bean
    Waiting placesWaiting(Agenda agenda, Rights rights) {
        return new NetworkWaiting(agenda, rights);
    }

    @Bean
    Searchable placesFound(Directory directory, Tree tree) {
        return new PlacesFound(directory, tree);
    }
}
