package org.zhiyuan.files;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** @param largest the largest file kept; files lie in the database and are copied with every backup */
@Validated
@ConfigurationProperties("zhiyuan.files")
record FilesSettings(@DefaultValue("20MB") @NotNull DataSize largest) {
    private static final DataSize MOST = DataSize.ofMegabytes(100);

    FilesSettings {
        if (largest.toBytes() < 1 || largest.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("zhiyuan.files.largest (" + largest + ") must be 1 byte to " + MOST);
        }
    }
}
