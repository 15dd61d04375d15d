package org.zhiyuan.hours;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What nobody lets pass, each rule by its number of DOMAIN §4.1; the database refuses the same. */
final class HardStops {
    private HardStops() {}

    /**
     * Facts that the rules ask.
     *
     * @param overlaps whether the volunteer has another live entry in that time
     * @param dayMinutes what the volunteer's day holds besides
     * @param people how many others are credited, or about to be, at the activity
     * @param sharedPhone whether the volunteer is reached through the recorder's own telephone
     */
    record Facts(
            RulePack pack,
            Occasion occasion,
            Entry entry,
            boolean overlaps,
            int dayMinutes,
            int people,
            boolean sharedPhone) {}

    static List<Finding> of(Facts facts) {
        List<Finding> found = new ArrayList<>();
        nobodyIsInTwoPlaces(facts).ifPresent(found::add);
        aDayHasSixteenHours(facts).ifPresent(found::add);
        noMoreThanWasServed(facts).ifPresent(found::add);
        noMorePeopleThanRoom(facts).ifPresent(found::add);
        nobodyWritesHimselfDown(facts).ifPresent(found::add);
        theYoungServeWhereTheyMay(facts).ifPresent(found::add);
        dangerIsInsured(facts).ifPresent(found::add);
        return found;
    }

    static Optional<Finding> nobodyIsInTwoPlaces(Facts facts) {
        return facts.overlaps() ? Optional.of(Finding.stop("FD1", "这段时间在别处也有一条记录，一个人不能同时在两个地方")) : Optional.empty();
    }

    static Optional<Finding> aDayHasSixteenHours(Facts facts) {
        int total = facts.dayMinutes() + facts.entry().minutes();
        return total > facts.pack().dayMax()
                ? Optional.of(Finding.stop(
                        "FD3",
                        "加上这一条，这一天有 {0} 分钟，超过一天最多的 {1} 分钟",
                        total,
                        facts.pack().dayMax()))
                : Optional.empty();
    }

    static Optional<Finding> noMoreThanWasServed(Facts facts) {
        Entry entry = facts.entry();
        int stay = (int) Duration.between(entry.began(), entry.ended()).toMinutes();
        int within = facts.occasion().session(entry.day()).within(entry.began(), entry.ended());
        return entry.minutes() > Math.min(stay, within)
                ? Optional.of(Finding.stop("FD6", "算出 {0} 分钟，比在活动里的 {1} 分钟还多", entry.minutes(), within))
                : Optional.empty();
    }

    static Optional<Finding> noMorePeopleThanRoom(Facts facts) {
        @Nullable Integer capacity = facts.occasion().capacity();
        return capacity != null && facts.people() + 1 > capacity
                ? Optional.of(Finding.stop("FD6", "这个活动只有 {0} 个名额，已经有 {1} 个人有时长", capacity, facts.people()))
                : Optional.empty();
    }

    static Optional<Finding> nobodyWritesHimselfDown(Facts facts) {
        Entry entry = facts.entry();
        boolean self = entry.recorderPersons().contains(entry.person().value());
        if (self) {
            return Optional.of(Finding.stop("FD11", "自己给自己记的，不算"));
        }
        return facts.sharedPhone() ? Optional.of(Finding.stop("FD11", "记录人和被记的人用同一个手机号，请换一个人记")) : Optional.empty();
    }

    static Optional<Finding> theYoungServeWhereTheyMay(Facts facts) {
        @Nullable Integer years = facts.entry().years();
        if (years != null && years < facts.pack().minYears()) {
            return Optional.of(
                    Finding.stop("FD17", "不满 {0} 岁，不记服务时长", facts.pack().minYears()));
        }
        return facts.occasion().risky()
                        && (years == null || years < facts.pack().adultYears())
                ? Optional.of(
                        Finding.stop("FD17", "有危险的活动，不满 {0} 岁不能参加", facts.pack().adultYears()))
                : Optional.empty();
    }

    static Optional<Finding> dangerIsInsured(Facts facts) {
        return facts.occasion().risky() && !facts.occasion().insured()
                ? Optional.of(Finding.stop("FD18", "有危险的活动没有保险凭证，不能开始，也不记时长"))
                : Optional.empty();
    }
}
