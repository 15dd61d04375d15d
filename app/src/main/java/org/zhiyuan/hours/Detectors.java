package org.zhiyuan.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.presence.Way;

/**
 * What looks odd, each rule by its number of DOMAIN §4.1, with one sentence that says why. They refuse nothing: somebody
 * of another unit looks, and the volunteer reads the reason and may object.
 */
final class Detectors {
    private static final int PERCENT = 100;

    private Detectors() {}

    /**
     * Facts that the rules ask.
     *
     * @param there the other live entries of the activity's day, every volunteer's
     * @param before the volunteer's last stay elsewhere before this one; null where there is none
     * @param after the first one after it; null where there is none
     * @param manual minutes of the organiser's year that rest on one person's word
     * @param total minutes of the organiser's year
     * @param lateAfter from when on a record is a late one (R15)
     */
    record Facts(
            RulePack pack,
            Occasion occasion,
            Entry entry,
            List<Entry> there,
            @Nullable Elsewhere before,
            @Nullable Elsewhere after,
            long manual,
            long total,
            Instant lateAfter) {}

    /** @param km as the crow flies between the two places; empty where one of them is on no map */
    record Elsewhere(Instant began, Instant ended, OptionalInt km) {}

    static List<Finding> of(Facts facts) {
        List<Finding> found = new ArrayList<>();
        nobodyTravelsSoFast(facts).ifPresent(found::add);
        notTooMuchOnOnePersonsWord(facts).ifPresent(found::add);
        writtenDownInTime(facts).ifPresent(found::add);
        onePhoneOnePerson(facts).ifPresent(found::add);
        notAllAtOnce(facts).ifPresent(found::add);
        return found;
    }

    static Optional<Finding> nobodyTravelsSoFast(Facts facts) {
        Elsewhere before = facts.before();
        if (before != null) {
            Optional<Finding> found =
                    tooFast(facts, before.km(), before.ended(), facts.entry().began());
            if (found.isPresent()) {
                return found;
            }
        }
        Elsewhere after = facts.after();
        return after == null
                ? Optional.empty()
                : tooFast(facts, after.km(), facts.entry().ended(), after.began());
    }

    private static Optional<Finding> tooFast(Facts facts, OptionalInt km, Instant left, Instant came) {
        if (km.isEmpty() || km.getAsInt() < 1) {
            return Optional.empty();
        }
        long minutes = Math.max(0, Duration.between(left, came).toMinutes());
        return km.getAsInt() * 60L > minutes * facts.pack().travelKmh()
                ? Optional.of(Finding.hold("FD2", "和另一条记录隔 {0} 公里，中间只有 {1} 分钟，来不及赶路", km.getAsInt(), minutes))
                : Optional.empty();
    }

    static Optional<Finding> notTooMuchOnOnePersonsWord(Facts facts) {
        if (Entry.scanned(facts.entry().way())) {
            return Optional.empty();
        }
        long manual = facts.manual() + facts.entry().minutes();
        long total = facts.total() + facts.entry().minutes();
        return manual > facts.pack().lateFreeMinutes()
                        && manual * PERCENT > total * facts.pack().manualSharePercent()
                ? Optional.of(Finding.hold(
                        "FD4",
                        "今年这个组织方的时长里，代签、纸质和补录的占 {0}%，超过 {1}%",
                        manual * PERCENT / total,
                        facts.pack().manualSharePercent()))
                : Optional.empty();
    }

    static Optional<Finding> writtenDownInTime(Facts facts) {
        Entry entry = facts.entry();
        if (!Entry.scanned(entry.way()) && entry.recordedAt().isBefore(entry.ended())) {
            return Optional.of(Finding.hold("FD5", "还没到记的结束时间，就已经记好了"));
        }
        return entry.recordedAt().isAfter(facts.lateAfter())
                ? Optional.of(
                        Finding.hold("FD5", "活动结束 {0} 个工作日以后才记的", facts.pack().lateWorkingDays()))
                : Optional.empty();
    }

    static Optional<Finding> onePhoneOnePerson(Facts facts) {
        UUID device = facts.entry().device();
        if (device == null || !own(facts.entry().way())) {
            return Optional.empty();
        }
        long people = facts.there().stream()
                        .filter(other -> own(other.way()) && device.equals(other.device()))
                        .map(Entry::volunteer)
                        .filter(other -> !other.equals(facts.entry().volunteer()))
                        .distinct()
                        .count()
                + 1;
        return people >= facts.pack().devicePeopleMin()
                ? Optional.of(Finding.hold("FD7", "同一部手机给 {0} 个人签了到", people))
                : Optional.empty();
    }

    /** Whether the volunteer's own phone told it; a leader's phone tells of many, and that is its use. */
    private static boolean own(Way way) {
        return way == Way.CODE || way == Way.OFFLINE_CODE;
    }

    static Optional<Finding> notAllAtOnce(Facts facts) {
        Entry entry = facts.entry();
        if (!Entry.scanned(entry.way())) {
            // a sheet or a tick says the same minutes of all who were there together
            return Optional.empty();
        }
        List<Entry> all = new ArrayList<>(facts.there().stream()
                .filter(other ->
                        Entry.scanned(other.way()) && !other.volunteer().equals(entry.volunteer()))
                .toList());
        all.add(entry);
        long second = all.stream()
                .filter(other -> other.began().getEpochSecond() == entry.began().getEpochSecond())
                .count();
        int room = facts.occasion().capacity() == null ? 0 : facts.occasion().capacity();
        if (second >= facts.pack().sameSecondMin()
                && second * PERCENT >= (long) room * facts.pack().sameSecondPercent()) {
            return Optional.of(Finding.hold("FD8", "{0} 个人在同一秒签到", second));
        }
        Map<Long, Long> lengths =
                new HashMap<>(all.stream().collect(Collectors.groupingBy(Detectors::seconds, Collectors.counting())));
        Map.Entry<Long, Long> most = lengths.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow();
        return all.size() >= facts.pack().sameLengthMin()
                        && most.getValue() * PERCENT
                                > (long) all.size() * facts.pack().sameLengthPercent()
                        && most.getKey() == seconds(entry)
                ? Optional.of(Finding.hold("FD8", "{0} 个人里有 {1} 个人的时间一秒不差", all.size(), most.getValue()))
                : Optional.empty();
    }

    private static long seconds(Entry entry) {
        return Duration.between(entry.began(), entry.ended()).toSeconds();
    }
}
