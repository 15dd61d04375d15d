package org.zhiyuan.kernel;

/**
 * Time given in service, in whole minutes: added exactly, shown in hours. Never money and never points.
 *
 * @param minutes 0 or more
 */
public record ServiceTime(long minutes) implements Comparable<ServiceTime> {
    public static final ServiceTime NONE = new ServiceTime(0);
    private static final int MINUTES_PER_HOUR = 60;

    public ServiceTime {
        if (minutes < 0) {
            throw new IllegalArgumentException("minutes (" + minutes + ") must not be negative");
        }
    }

    /** Throws ArithmeticException where the sum is too large to keep. */
    public ServiceTime plus(ServiceTime other) {
        return new ServiceTime(Math.addExact(minutes, other.minutes));
    }

    /** The whole hours in it; {@link #restMinutes} more are left. */
    public long hours() {
        return minutes / MINUTES_PER_HOUR;
    }

    public int restMinutes() {
        return (int) (minutes % MINUTES_PER_HOUR);
    }

    @Override
    public int compareTo(ServiceTime other) {
        return Long.compare(minutes, other.minutes);
    }
}
