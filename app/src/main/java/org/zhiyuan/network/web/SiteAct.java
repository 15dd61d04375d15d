package org.zhiyuan.network.web;

import java.util.List;
import java.util.function.Supplier;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Handover;

/**
 * A change of the network's build as it was entered: what is to be checked, what it would move, and how it is made.
 *
 * @param facts what was entered, in the words of the page that asks to check it
 * @param confirm what the button says that makes it
 * @param change makes it and answers with the page to show next
 */
public record SiteAct(List<Fact> facts, Handover.Lines lines, Text confirm, Supplier<String> change) {
    /** @param what the label, already in the reader's language */
    public record Fact(String what, String value) {}
}
