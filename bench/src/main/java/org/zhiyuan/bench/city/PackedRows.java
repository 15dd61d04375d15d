package org.zhiyuan.bench.city;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as the server keeps them itself (COPY's binary format): neither side writes or reads text for them. */
final class PackedRows extends Rows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    private final List<String> types;
    private ByteBuffer packed = ByteBuffer.allocate(1 << 16);
    private boolean empty = true;

    /** @param types of the columns, in their order, as the catalogue calls them */
    PackedRows(String table, String columns, List<String> types) {
        super(table, columns);
        this.types = types;
        packed.put(SIGNATURE).putInt(0).putInt(0);
    }

    @Override
    String format() {
        return "binary";
    }

    @Override
    boolean isEmpty() {
        return empty;
    }

    @Override
    void add(@Nullable Object... values) {
        if (values.length != types.size()) {
            throw new IllegalArgumentException(table() + " takes " + types.size() + " values, not " + values.length);
        }
        empty = false;
        room(2).putShort((short) values.length);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                room(4).putInt(-1);
            } else {
                put(types.get(i), value);
            }
        }
    }

    private void put(String type, Object value) {
        switch (type) {
            case "uuid" -> {
                UUID id = (UUID) value;
                room(20).putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            case "timestamp with time zone" -> {
                Instant at = (Instant) value;
                room(12).putInt(8).putLong((at.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + at.getNano() / 1_000);
            }
            case "date" -> room(8).putInt(4).putInt((int) (((LocalDate) value).toEpochDay() - EPOCH_DAY));
            case "smallint" -> room(6).putInt(2).putShort(((Number) value).shortValue());
            case "integer" -> room(8).putInt(4).putInt(((Number) value).intValue());
            case "bigint" -> room(12).putInt(8).putLong(((Number) value).longValue());
            case "bytea" -> bytes((byte[]) value);
            case "text" -> bytes(value.toString().getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException(table() + ": nobody packs " + type);
        }
    }

    private void bytes(byte[] bytes) {
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (packed.remaining() < bytes) {
            packed = ByteBuffer.allocate(2 * packed.capacity() + bytes).put(packed.flip());
        }
        return packed;
    }

    @Override
    Bytes bytes() {
        room(2).putShort((short) -1);
        return new Bytes(packed.array(), packed.position());
    }
}
