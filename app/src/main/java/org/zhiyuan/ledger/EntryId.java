package org.zhiyuan.ledger;

/**
 * One entry of the log.
 *
 * @param source what it is: {@code posting}, or the word of the room that offered it
 * @param entry its id there; of a posting {@code transfer/line}
 */
public record EntryId(String source, String entry) {
    static final String POSTING = "posting";

    public static EntryId posting(TransferId transfer, int line) {
        return new EntryId(POSTING, transfer + "/" + line);
    }

    @Override
    public String toString() {
        return source + " " + entry;
    }
}
