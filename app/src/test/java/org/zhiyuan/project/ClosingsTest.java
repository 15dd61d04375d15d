package org.zhiyuan.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Money;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;

/** What the facts write into a closing report, and what they leave open. */
class ClosingsTest {
    private static Plan plan(int days, int reached, long fen) {
        return new Plan(
                "care",
                Set.of("elderly"),
                "需要",
                "",
                "一",
                "二",
                "三",
                "村里",
                null,
                null,
                days,
                10,
                reached,
                new Money(fen),
                "",
                Set.of(),
                true,
                "",
                false);
    }

    private static List<String> keys(List<Text> texts) {
        return texts.stream().map(Text::toString).toList();
    }

    @Test
    void aReportWithoutRecordsInventsNothing() {
        Closings.Draft draft = Closings.draft(plan(3, 60, 100), new Done(0, 0, 0, ServiceTime.NONE, 0, 0), List.of());
        assertThat(draft.achieved()).isEmpty();
        assertThat(keys(draft.undone())).containsExactly("计划办 3 次，办了 0 次，少 3 次。", "计划服务 60 人次，服务了 0 人次，少 60 人次。");
        assertThat(keys(draft.missing())).contains("没有一次活动的结果记到这个项目", "实际花了多少钱，没有记录");
    }

    @Test
    void promisedStandsAgainstDoneAndResultsAreQuoted() {
        ProjectId id = new ProjectId(UUID.randomUUID());
        Outcome told = new Outcome(id, UUID.randomUUID(), LocalDate.of(2026, 12, 1), 5, 600, 30, "送了 30 份饭");
        Closings.Draft draft =
                Closings.draft(plan(2, 40, 0), new Done(2, 2, 9, new ServiceTime(1125), 45, 1), List.of(told));
        assertThat(keys(draft.achieved()))
                .containsExactly("在 2 天里办了 2 次活动，志愿者参加 9 人次，共服务 18 小时 45 分钟，服务群众 45 人次。", "2026-12-01：送了 30 份饭");
        assertThat(draft.undone()).isEmpty();
        assertThat(keys(draft.missing())).containsExactly("1 次活动没有写结果", "服务对象怎么评价，没有记录");
    }
}
