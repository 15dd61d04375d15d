package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The frame around every page: its switches, its skip link, its sample mark. */
@Story
class FrameStoryTest {
    @Test
    void homeCarriesTheSampleMark(Visits visits) {
        Visit visit = visits.as(Manner.phone());
        visit.go("/");
        assertThat(visit.page().locator(".demo").innerText()).contains("示例数据");
        assertThat(visit.page().locator(".bottom").innerText()).contains("不是正式系统");
    }
}
