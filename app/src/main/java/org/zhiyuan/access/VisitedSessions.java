package org.zhiyuan.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sessions as requests use them. The library writes the time of each visit: a write to the disk for every page, while an
 * idle session ends after half an hour, which a minute more or less does not change. It reads in a transaction what is one
 * statement, and reads it again when the answer is on its way. Every page of somebody signed in would pay for that.
 */
final class VisitedSessions<S extends Session> implements FindByIndexNameSessionRepository<VisitedSessions.Visited<S>> {
    static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
    private static final ScopedValue<Boolean> READING = ScopedValue.newInstance();
    /** What the running request has read, by the ids that it asked for. */
    private static final ScopedValue<Map<String, Visited<?>>> READ = ScopedValue.newInstance();

    private final FindByIndexNameSessionRepository<S> kept;

    VisitedSessions(FindByIndexNameSessionRepository<S> kept) {
        this.kept = kept;
    }

    /** What the library runs its statements in: a reading alone needs no transaction. */
    static TransactionOperations unlessReading(TransactionOperations own) {
        return new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) throws TransactionException {
                return (READING.isBound() ? TransactionOperations.withoutTransaction() : own).execute(action);
            }
        };
    }

    /** Whatever is done in here reads each session once. */
    static <X extends Throwable> void remembering(ScopedValue.CallableOp<@Nullable Void, X> work) throws X {
        ScopedValue.where(READ, new HashMap<>()).call(work);
    }

    @Override
    public Visited<S> createSession() {
        return new Visited<>(kept.createSession(), true);
    }

    /** Also called once the answer is out: where there is nothing to write, nothing is asked for that could still fail. */
    @Override
    public void save(Visited<S> session) {
        if (session.changed) {
            kept.save(session.kept);
            session.changed = false;
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Visited<S> findById(String id) {
        Map<String, Visited<?>> read = READ.orElse(new HashMap<>());
        Visited<?> known = read.get(id);
        if (known != null && known.getId().equals(id)) {
            return (Visited<S>) known;
        }
        S found = ScopedValue.where(READING, true).call(() -> kept.findById(id));
        if (found == null) {
            return null;
        }
        Visited<S> visited = new Visited<>(found, false);
        read.put(id, visited);
        return visited;
    }

    @Override
    public void deleteById(String id) {
        READ.orElse(new HashMap<>()).remove(id);
        kept.deleteById(id);
    }

    @Override
    public Map<String, Visited<S>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, Visited<S>> found = new HashMap<>();
        kept.findByIndexNameAndIndexValue(indexName, indexValue)
                .forEach((id, session) -> found.put(id, new Visited<>(session, false)));
        return found;
    }

    /** One session, which does not hear of a visit that follows another within a minute. */
    static final class Visited<S extends Session> implements Session {
        private final S kept;
        private volatile boolean changed;

        private Visited(S kept, boolean changed) {
            this.kept = kept;
            this.changed = changed;
        }

        @Override
        public void setLastAccessedTime(Instant time) {
            Duration since = Duration.between(kept.getLastAccessedTime(), time);
            if (since.isNegative() || since.compareTo(WRITTEN_EVERY) >= 0) {
                kept.setLastAccessedTime(time);
                changed = true;
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public String changeSessionId() {
            changed = true;
            return kept.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return kept.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            kept.setAttribute(name, value);
            changed = true;
        }

        @Override
        public void removeAttribute(String name) {
            kept.removeAttribute(name);
            changed = true;
        }

        @Override
        public Instant getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            kept.setMaxInactiveInterval(interval);
            changed = true;
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return kept.isExpired();
        }
    }
}
