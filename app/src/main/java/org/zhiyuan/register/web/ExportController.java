package org.zhiyuan.register.web;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.register.ExportFilter;
import org.zhiyuan.register.Exports;
import org.zhiyuan.register.ImportKind;
import org.zhiyuan.register.Imports;
import org.zhiyuan.shell.Words;

/** What the network's lists show, as a sheet. */
@Controller
class ExportController {
    private final Exports exports;
    private final Imports imports;

    ExportController(Exports exports, Imports imports) {
        this.exports = exports;
        this.imports = imports;
    }

    @Can(Action.NETWORK_EXPORT)
    @GetMapping("/network/export")
    ResponseEntity<byte[]> export(
            @RequestParam(defaultValue = "SITES") ImportKind kind,
            @RequestParam(defaultValue = "XLSX") SheetFormat format,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Tier tier,
            @RequestParam(defaultValue = "") String under) {
        byte[] sheet = switch (kind) {
            case SITES -> exports.sites(new ExportFilter(q, tier, under), format);
            case UNITS -> exports.units(format);
        };
        String name = Words.t(kind.label()) + "-" + imports.today() + "." + format.extension();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(sheet);
    }
}
