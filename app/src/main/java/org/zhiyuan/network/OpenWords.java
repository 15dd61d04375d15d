package org.zhiyuan.network;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory.Listed;

/** How pages say whether a place is open. */
public final class OpenWords {
    private OpenWords() {}

    public static Text of(OpeningHours.State state) {
        return switch (state) {
            case OpeningHours.State.Open open -> Text.of("开着，到 {0}", clock(open.until()));
            case OpeningHours.State.Later later -> Text.of("{0} 开门", clock(later.at()));
            case OpeningHours.State.Over over -> Text.of("今天已经关门");
            case OpeningHours.State.ClosedToday closed -> Text.of("今天不开");
            case OpeningHours.State.Unknown unknown -> Text.of("开放时间还没登记");
        };
    }

    /** The tag's class: shape and colour beside the word. */
    public static String tag(OpeningHours.State state) {
        return switch (state) {
            case OpeningHours.State.Open open -> "t-ok";
            case OpeningHours.State.Later later -> "t-info";
            default -> "t-idle";
        };
    }

    /** The state of a listed place at a moment of its list's day. */
    public static OpeningHours.State of(Listed listed, LocalDateTime moment) {
        List<OpeningHours.Span> today = listed.today();
        return today == null
                ? new OpeningHours.State.Unknown()
                : OpeningHours.at(
                        moment, null, List.of(new OpeningHours.SpecialDay(moment.toLocalDate(), today, "", "")));
    }

    /** 8:30–11:30, 14:00–17:30. */
    public static String spans(List<OpeningHours.Span> spans) {
        return String.join(", ", spans.stream().map(OpeningHours.Span::toString).toList());
    }

    private static String clock(LocalTime time) {
        int minute =
                time.equals(LocalTime.MIDNIGHT) ? OpeningHours.DAY_MINUTES : time.getHour() * 60 + time.getMinute();
        return OpeningHours.clock(minute);
    }
}
