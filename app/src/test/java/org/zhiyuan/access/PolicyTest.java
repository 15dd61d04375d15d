package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Action;

class PolicyTest {
    private static final String[] HEADING = {
        "action", "role", "self", "child", "deep", "parent", "sibling", "stranger", "other-field"
    };
    private static final List<String[]> ROLES = List.<String[]>of(new String[] {"clerk", "办事员", "OFFICE"});

    /** A policy in which every action has a line, and then the given ones. */
    private static List<String[]> rows(String... lines) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADING);
        for (Action action : EnumSet.complementOf(EnumSet.of(Action.UNIT_EDIT))) {
            rows.add((action + " anyone + + + + + + +").split(" ", -1));
        }
        Arrays.stream(lines).forEach(line -> rows.add(line.split(" ", -1)));
        return rows;
    }

    @Test
    void theTableInForceHasALineForEveryAction() {
        Policy policy = Policy.built();
        assertThat(policy.lines().stream().map(PolicyLine::action).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Action.values());
        assertThat(policy.roles()).hasSize(12);
    }

    @Test
    void anActionWithoutALineIsRefused() {
        assertThatThrownBy(() -> Policy.read(ROLES, rows(), List.of()))
                .hasMessageContaining("[UNIT_EDIT] have no line");
    }

    @Test
    void unknownWordsAreRefused() {
        String good = "UNIT_EDIT clerk + . . . . . .";
        assertThat(Policy.read(ROLES, rows(good), List.of()).lines()).hasSize(Action.values().length);
        assertThatThrownBy(() -> Policy.read(ROLES, rows(good, "UNIT_MELT clerk + . . . . . ."), List.of()))
                .hasMessageContaining("unknown action (UNIT_MELT)");
        assertThatThrownBy(() -> Policy.read(ROLES, rows("UNIT_EDIT king + . . . . . ."), List.of()))
                .hasMessageContaining("unknown role (king)");
        assertThatThrownBy(() -> Policy.read(ROLES, rows("UNIT_EDIT clerk x . . . . . ."), List.of()))
                .hasMessageContaining("must say + or .");
        assertThatThrownBy(() -> Policy.read(ROLES, rows("UNIT_EDIT clerk + . ."), List.of()))
                .hasMessageContaining("must have 9 cells");
    }

    @Test
    void aLineStandsOnceAndAllowsSomething() {
        String good = "UNIT_EDIT clerk + . . . . . .";
        assertThatThrownBy(() -> Policy.read(ROLES, rows(good, good), List.of()))
                .hasMessageContaining("stands twice");
        assertThatThrownBy(() -> Policy.read(ROLES, rows("UNIT_EDIT clerk . . . . . . ."), List.of()))
                .hasMessageContaining("allows nothing");
    }

    @Test
    void aWordKnowsNoDistance() {
        assertThatThrownBy(() -> Policy.read(ROLES, rows("UNIT_EDIT staff + . . . . . ."), List.of()))
                .hasMessageContaining("must be + everywhere");
    }
}
