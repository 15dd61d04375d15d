package org.zhiyuan.ledger;

/** What the log keeps of an entry: its number and a commitment that says nothing without the entry's key. */
public record Leaf(long seq, byte[] commitment) {
    /** As a line of the export. */
    String json() {
        return "{\"commitment\":\"" + Head.hex(commitment) + "\",\"seq\":" + seq + ",\"type\":\"leaf\"}";
    }
}
