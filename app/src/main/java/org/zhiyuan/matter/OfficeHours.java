package org.zhiyuan.matter;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * The hours of a working day, from a day on.
 *
 * @param from first day on which they hold, until others do
 * @param document what ordered them; "" where nothing did
 */
public record OfficeHours(LocalDate from, List<Session> sessions, String document) {
    /** One stretch of work; the end no longer belongs to it. */
    public record Session(LocalTime start, LocalTime end) {
        public Session {
            if (!end.isAfter(start)) {
                throw new IllegalArgumentException("end (" + end + ") must be after start (" + start + ")");
            }
        }

        Duration length() {
            return Duration.between(start, end);
        }
    }

    /** Morning, afternoon, evening, and one to spare. */
    public static final int SESSIONS_MAX = 4;

    public OfficeHours {
        sessions = List.copyOf(sessions);
        if (sessions.isEmpty() || sessions.size() > SESSIONS_MAX) {
            throw new IllegalArgumentException("sessions (" + sessions.size() + ") must be 1 to " + SESSIONS_MAX);
        }
        for (int i = 1; i < sessions.size(); i++) {
            if (sessions.get(i).start().isBefore(sessions.get(i - 1).end())) {
                throw new IllegalArgumentException(sessions.get(i) + " must not begin before the one before it ends");
            }
        }
    }

    LocalTime close() {
        return sessions.getLast().end();
    }
}
