package org.zhiyuan.cell;

import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Whose house it is; the database is looked at before anybody can ask. */
@Configuration(proxyBeanMethods = false)
class CityConfiguration {
    @Bean
    CityPack cityPack(CellSettings settings) {
        return settings.city().isBlank() ? CityPack.builtIn() : CityPack.in(Path.of(settings.city()));
    }

    @Bean
    @DependsOnDatabaseInitialization
    City city(
            CityPack pack,
            CellSettings settings,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        return new Founding(new CellStore(jdbc), transactions, clock).cityOf(pack, settings.sample());
    }
}
