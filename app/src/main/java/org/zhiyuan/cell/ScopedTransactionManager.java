package org.zhiyuan.cell;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Scope;

/**
 * Tells the database at the begin of every transaction which rows it may touch: the second wall. The settings end with
 * the transaction, so a connection goes back to the pool without them, and a statement outside a transaction sees
 * published rows only. A scope may not change inside a transaction: whoever joins one must act in the same scope.
 */
final class ScopedTransactionManager extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    private static final String SET_SCOPE = """
            select set_config('app.everything', ?, true), set_config('app.changes', ?, true),
                   set_config('app.person', ?, true), set_config('app.account', ?, true),
                   set_config('app.sites', ?, true), set_config('app.field_sites', ?, true),
                   set_config('app.only_sites', ?, true), set_config('app.only_field_sites', ?, true)""";

    /** The scope of the transaction that a suspended one leaves behind travels with it. */
    private record Suspended(Object resources, @Nullable Object scope) {}

    private final transient Object scopeKey = new Object();
    private final transient Failpoint failpoint;

    ScopedTransactionManager(DataSource dataSource, Failpoint failpoint) {
        super(dataSource);
        this.failpoint = failpoint;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        Scope scope = Acting.scope();
        TransactionSynchronizationManager.bindResource(scopeKey, scope);
        try {
            set(scope);
        } catch (SQLException | RuntimeException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("the transaction's scope could not be set", e);
        }
    }

    private void set(Scope scope) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(obtainDataSource());
        try (PreparedStatement statement = connection.prepareStatement(SET_SCOPE)) {
            statement.setString(1, scope.everything() ? "on" : "");
            statement.setString(2, scope.changes() ? "on" : "");
            statement.setString(3, text(scope.person()));
            statement.setString(4, text(scope.account()));
            statement.setString(5, sites(scope.sites()));
            statement.setString(6, fieldSites(scope.fieldSites()));
            statement.setString(7, sites(scope.onlySites()));
            statement.setString(8, fieldSites(scope.onlyFieldSites()));
            statement.execute();
        } finally {
            DataSourceUtils.releaseConnection(connection, obtainDataSource());
        }
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    private static String sites(Set<UUID> sites) {
        return array(sites.stream().map(UUID::toString).toList());
    }

    private static String fieldSites(Set<Scope.FieldSite> pairs) {
        return array(
                pairs.stream().map(pair -> pair.field() + "@" + pair.site()).toList());
    }

    /** An array literal; quoted, so that no field's key can end its element. */
    private static String array(Collection<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    protected void prepareSynchronization(DefaultTransactionStatus status, TransactionDefinition definition) {
        if (status.hasTransaction() && !status.isNewTransaction()) {
            Object begun = TransactionSynchronizationManager.getResource(scopeKey);
            if (!Acting.scope().equals(begun)) {
                throw new IllegalTransactionStateException(
                        "a transaction begun in one scope cannot be joined in another; begin a new one or act in its scope");
            }
        }
        super.prepareSynchronization(status, definition);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        failpoint.hit(TransactionSynchronizationManager.getCurrentTransactionName(), "beforeCommit");
        super.doCommit(status);
        failpoint.hit(TransactionSynchronizationManager.getCurrentTransactionName(), "afterCommit");
    }

    @Override
    protected Object doSuspend(Object transaction) {
        Object scope = TransactionSynchronizationManager.unbindResourceIfPossible(scopeKey);
        return new Suspended(super.doSuspend(transaction), scope);
    }

    @Override
    protected void doResume(@Nullable Object transaction, Object suspendedResources) {
        Suspended suspended = (Suspended) suspendedResources;
        super.doResume(transaction, suspended.resources());
        if (suspended.scope() != null) {
            TransactionSynchronizationManager.bindResource(scopeKey, suspended.scope());
        }
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        TransactionSynchronizationManager.unbindResourceIfPossible(scopeKey);
        super.doCleanupAfterCompletion(transaction);
    }
}
