package org.zhiyuan.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NegativeListTest {
    private static final List<NegativeList.Hit> LIST = List.of(hit("团建"), hit("听讲座"), hit("捐款+时长"), hit("补录"));

    private static NegativeList.Hit hit(String phrase) {
        return new NegativeList.Hit(NegativeList.Kind.NOT_PUBLIC, phrase, "不算", "does not count");
    }

    private static List<String> found(String... texts) {
        return NegativeList.found(LIST, texts).stream()
                .map(NegativeList.Hit::phrase)
                .toList();
    }

    @Test
    void aPhraseIsFoundInAnyOfTheTextsAndOnce() {
        assertThat(found("河边捡垃圾", "单位团建，顺带团建")).containsExactly("团建");
    }

    @Test
    void blanksAndWideLettersHideNothing() {
        assertThat(found("单位 团 建")).containsExactly("团建");
        assertThat(found("团\u200b建")).containsExactly("团建");
    }

    @Test
    void partsMustStandInOneSentence() {
        assertThat(found("捐款五十元换一小时时长")).containsExactly("捐款+时长");
        assertThat(found("有人捐款。时长按真实时间记。")).isEmpty();
    }

    @Test
    void givingALectureIsNoListeningToOne() {
        assertThat(found("给村民办法律讲座")).isEmpty();
        assertThat(found("组织大家听讲座")).containsExactly("听讲座");
    }
}
