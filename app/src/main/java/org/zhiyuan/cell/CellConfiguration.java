package org.zhiyuan.cell;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** Where the house stands: its folder, its database, its clock. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CellSettings.class)
class CellConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Claimed also where the database is elsewhere: keys lie in it. */
    @Bean
    @ConditionalOnMissingBean
    DataFolder dataFolder(CellSettings settings, Environment environment) {
        // before the folder is touched
        ProductionGate.refuseSettings(environment, settings);
        return DataFolder.claim(settings.data());
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, Environment environment) {
        return new ScopedTransactionManager(dataSource, Failpoint.of(environment));
    }

    /** For what has no row policies: a transaction of its own that tells the database no scope. By this name only. */
    @Bean(defaultCandidate = false)
    TransactionOperations unscopedTransactions(DataSource dataSource) {
        TransactionTemplate own = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return own;
    }

    /** Migrations run as the owner and grant to the application's role by name. */
    @Bean
    FlywayConfigurationCustomizer placeholders(JdbcConnectionDetails application) {
        return flyway -> flyway.placeholders(Map.of("app", application.getUsername()));
    }

    /** The server that comes with the house; setting {@code spring.datasource.url} takes another instead. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDatabaseGiven.class)
    static class Embedded {
        @Bean
        @ConditionalOnMissingBean
        EmbeddedServer embeddedServer(DataFolder folder, CellSettings settings) {
            return EmbeddedServer.start(
                    folder,
                    settings.programs().isBlank()
                            ? folder.path().resolve("programs")
                            : Path.of(settings.programs()).toAbsolutePath());
        }

        @Bean
        @ConditionalOnMissingBean(JdbcConnectionDetails.class)
        SignIn applicationSignIn(EmbeddedServer server) {
            return new SignIn(
                    server.url(), EmbeddedServer.APP, server.passwords().app());
        }

        @Bean
        @ConditionalOnMissingBean(FlywayConnectionDetails.class)
        OwnerSignIn ownerSignIn(EmbeddedServer server) {
            return new OwnerSignIn(
                    server.url(), EmbeddedServer.OWNER, server.passwords().owner());
        }
    }

    static boolean noDatabaseGiven(Environment environment) {
        return !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
    }

    static final class NoDatabaseGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return noDatabaseGiven(context.getEnvironment());
        }
    }

    record SignIn(String url, String user, String password) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String toString() {
            return user + " at " + url;
        }
    }

    record OwnerSignIn(String url, String user, String password) implements FlywayConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String toString() {
            return user + " at " + url;
        }
    }
}
