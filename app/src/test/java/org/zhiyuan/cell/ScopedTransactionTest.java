package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.StoreTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

@StoreTest
class ScopedTransactionTest {
    private static final UUID CENTER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID STATION = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final UUID ELSEWHERE = UUID.fromString("00000000-0000-7000-8000-000000000003");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void plantClosure() {
        in(Scope.EVERYTHING, () -> {
            for (var pair : List.of(
                    List.of(CENTER, CENTER),
                    List.of(STATION, STATION),
                    List.of(CENTER, STATION),
                    List.of(ELSEWHERE, ELSEWHERE))) {
                jdbc.sql("insert into scope.closure (ancestor, site) values (?, ?)")
                        .params(pair.get(0), pair.get(1))
                        .update();
            }
            return 0;
        });
    }

    @AfterEach
    void clearClosure() {
        in(Scope.EVERYTHING, () -> jdbc.sql("delete from scope.closure").update());
    }

    @Test
    void withoutAScopeNoRowIsOpen() {
        assertThat(transaction(this::openSites)).isEmpty();
    }

    @Test
    void aSiteOpensItsSubtreeAndNothingElse() {
        assertThat(in(sites(CENTER), this::openSites)).containsExactlyInAnyOrder(CENTER, STATION);
        assertThat(in(sites(STATION), this::openSites)).containsExactly(STATION);
    }

    @Test
    void aFieldsKeyIsTakenAsItIs() {
        for (String field : List.of("culture", "a,b", "a\"b", "a\\", "{}")) {
            var scope = new Scope(false, Set.of(), Set.of(new Scope.FieldSite(field, STATION)), null, null, false);
            assertThat(in(
                            scope,
                            () -> jdbc.sql("select field from scope.field_sites()")
                                    .query(String.class)
                                    .list()))
                    .containsExactly(field);
        }
    }

    @Test
    void outsideATransactionNoRowIsOpen() {
        assertThat(Acting.as(Actor.system("test"), sites(CENTER), this::openSites))
                .isEmpty();
    }

    @Test
    void aConnectionGoesBackToThePoolWithoutItsScope() throws Exception {
        in(Scope.EVERYTHING, () -> {
            assertThat(setting("app.everything")).isEqualTo("on");
            return 0;
        });
        in(sites(CENTER), this::openSites);
        // more connections than the pool keeps idle, so that the ones just used are among them
        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection();
                Connection third = dataSource.getConnection()) {
            for (Connection connection : List.of(first, second, third)) {
                for (String name : List.of("everything", "changes", "person", "account", "sites", "field_sites")) {
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery("select current_setting('app." + name + "', true)")) {
                        rows.next();
                        assertThat(rows.getString(1)).as(name).isNullOrEmpty();
                    }
                }
            }
        }
    }

    @Test
    void aRolledBackTransactionLeavesNoScope() {
        assertThatThrownBy(() -> in(Scope.EVERYTHING, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(transaction(() -> setting("app.everything"))).isEmpty();
    }

    @Test
    void aTransactionIsNotJoinedInAnotherScope() {
        in(sites(STATION), () -> {
            assertThat(transaction(this::openSites)).containsExactly(STATION);
            assertThatThrownBy(() -> in(sites(CENTER), this::openSites))
                    .isInstanceOf(IllegalTransactionStateException.class);
            assertThatThrownBy(() -> in(Scope.EVERYTHING, this::openSites))
                    .isInstanceOf(IllegalTransactionStateException.class);
            return 0;
        });
    }

    @Test
    void aTransactionOfItsOwnMayHaveAnotherScope() {
        in(sites(STATION), () -> {
            var own = new TransactionTemplate(transactions);
            own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            List<UUID> open = Acting.as(Actor.system("test"), sites(CENTER), () -> own.execute(status -> openSites()));
            assertThat(open).hasSize(2);
            assertThat(transaction(this::openSites)).containsExactly(STATION);
            return 0;
        });
    }

    private List<UUID> openSites() {
        return jdbc.sql("select scope.sites()")
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private String setting(String name) {
        return jdbc.sql("select coalesce(current_setting(:name, true), '')")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static Scope sites(UUID site) {
        return new Scope(false, Set.of(site), Set.of(), null, null, false);
    }

    private <T> T in(Scope scope, Supplier<T> work) {
        return Acting.as(Actor.system("test"), scope, () -> transaction(work));
    }

    private <T> T transaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(status -> work.get());
    }
}
