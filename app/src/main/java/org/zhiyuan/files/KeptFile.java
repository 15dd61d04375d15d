package org.zhiyuan.files;

import java.time.Instant;
import java.util.UUID;

/** What is known of a kept file without opening it. */
public record KeptFile(UUID id, String name, Kind kind, long sizeBytes, String sha256, Instant keptAt) {}
