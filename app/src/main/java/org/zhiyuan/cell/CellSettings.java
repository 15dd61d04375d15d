package org.zhiyuan.cell;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the cell lives and whose it is.
 *
 * @param data the folder that holds everything this installation must not lose
 * @param programs where the embedded server's programs are unpacked; "" for a folder inside {@code data}
 * @param city a directory with a city pack; "" for the pack that is built in
 * @param sample whether a new database is filled with the pack's sample data
 * @param embeddedInProduction the explicit yes to the embedded server under the profile {@code production}
 */
@Validated
@ConfigurationProperties("zhiyuan.cell")
public record CellSettings(
        @NotNull @DefaultValue("data") Path data,
        @NotNull @DefaultValue("") String programs,
        @NotNull @DefaultValue("") String city,
        @DefaultValue("true") boolean sample,
        @DefaultValue("false") boolean embeddedInProduction) {}
