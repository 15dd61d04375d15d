package org.zhiyuan.register.web;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Days;
import org.zhiyuan.network.Selection;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.register.Exports;
import org.zhiyuan.register.ImportKind;
import org.zhiyuan.shell.Words;

/** What the network's lists show, as a sheet. */
@Controller
class ExportController {
    private final Exports exports;
    private final Sites sites;
    private final Tree tree;

    ExportController(Exports exports, Sites sites, Tree tree) {
        this.exports = exports;
        this.sites = sites;
        this.tree = tree;
    }

    /** The parameters are those of the page whose list is taken out. */
    @Can(Action.NETWORK_EXPORT)
    @GetMapping("/network/export")
    ResponseEntity<byte[]> export(
            @RequestParam(defaultValue = "SITES") ImportKind kind,
            @RequestParam(defaultValue = "XLSX") SheetFormat format,
            @RequestParam(defaultValue = "") String street,
            @RequestParam(defaultValue = "") String tier,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String on) {
        String misread = Days.misread(on, tree.today());
        if (!misread.isEmpty()) {
            throw new Refusal(Text.of("“{0}”不是能导出的日子", misread), Text.of("请写成 2026-11-23 这样"));
        }
        LocalDate day = Days.on(on, tree.today());
        byte[] sheet = switch (kind) {
            case SITES ->
                exports.sites(
                        new Selection(under(street, day), Days.tier(tier), field, state, q, day, 1, true), format);
            case UNITS -> exports.units(format);
        };
        String name = Words.t(kind.label()) + "-" + day + "." + format.extension();
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

    private @Nullable SiteId under(String street, LocalDate day) {
        return street.isBlank() ? null : sites.resolve(street, day).orElseThrow(() -> new Absent("street " + street));
    }
}
