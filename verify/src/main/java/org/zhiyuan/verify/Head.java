package org.zhiyuan.verify;

import java.util.Map;
import java.util.Set;

/** A signed tree head whose signature holds. */
record Head(String log, long size, byte[] root, String time) {
    private static final Set<String> NAMES = Set.of("key", "log", "root", "signature", "size", "suite", "time", "type");

    static Head of(Map<String, Object> facts, Keys keys) {
        Facts.require(facts, "zhiyuan-head-v1", NAMES);
        if (!keys.signed(facts)) {
            throw new Verdict.Wrong(
                    "树头的签名不对，树头被改动过或不是这个城市签的",
                    "the head's signature does not hold: it was altered, or another signed it");
        }
        long size = Facts.number(facts, "size");
        if (size < 0) {
            throw new Verdict.Wrong("树头的条数不对", "the head's size is not one");
        }
        return new Head(
                Facts.text(facts, "log"), size, Facts.hex(facts, "root", Merkle.HASH_BYTES), Facts.text(facts, "time"));
    }
}
