package org.zhiyuan.register.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Basis;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.paper.SheetLimits;
import org.zhiyuan.paper.Workbooks;
import org.zhiyuan.register.Import;
import org.zhiyuan.register.ImportKind;
import org.zhiyuan.register.Imports;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;

/** Sheets into the network: template, upload, result of the check, confirmation. */
@Controller
class ImportController {
    private final Imports imports;
    private final FormTokens forms;

    ImportController(Imports imports, FormTokens forms) {
        this.imports = imports;
        this.forms = forms;
    }

    @Can(Action.NETWORK_IMPORT)
    @GetMapping("/network/imports")
    ModelAndView start() {
        Form form = Form.empty().with("kind", ImportKind.SITES).with("day", imports.today());
        return start(form);
    }

    private ModelAndView start(Form form) {
        ModelAndView page = new ModelAndView("register/imports");
        page.addObject("form", form);
        page.addObject("latest", imports.latest());
        page.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    @Can(Action.NETWORK_IMPORT)
    @GetMapping("/network/imports/template")
    ResponseEntity<byte[]> template(@RequestParam ImportKind kind) {
        String name = Words.t(kind.label()) + "-" + Words.t("模板") + ".xlsx";
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(SheetFormat.XLSX.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(Workbooks.template(kind.sheet()));
    }

    @Can(Action.NETWORK_IMPORT)
    @PostMapping("/network/imports")
    ModelAndView upload(
            HttpServletRequest request,
            @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        Form form = Form.of(request);
        ImportKind kind = form.choice("kind", ImportKind.class, Text.of("请选择表里是什么"));
        byte[] bytes = bytes(file, form);
        LocalDate day = form.day("day", Text.of("请填写从哪一天起生效，像 2026-11-23"));
        if (day != null && !imports.dayAllowed(day)) {
            form.wrong("day", Text.of("生效的日子最晚在两年以内，最早在 2000 年"));
        }
        String document = form.required("document", Basis.DOCUMENT_LENGTH_MAX, Text.of("请填写依据的文件名或文号"));
        String reason = form.text("reason", Basis.REASON_LENGTH_MAX);
        if (kind == null || day == null || file == null || form.hasWrongs()) {
            return start(form);
        }
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        try {
            return new ModelAndView("redirect:"
                    + forms.once(
                            token,
                            () -> "/jobs/"
                                    + imports.upload(new Imports.Upload(kind, name, bytes, day, document, reason))));
        } catch (Refusal refusal) {
            form.wrong("file", refusal.reason());
            return start(form);
        }
    }

    private static byte[] bytes(@Nullable MultipartFile file, Form form) throws IOException {
        if (file == null || file.isEmpty()) {
            form.wrong("file", Text.of("请选择要导入的 .xlsx 或 .csv 文件"));
            return new byte[0];
        }
        if (file.getSize() > SheetLimits.DEFAULT.bytesMax()) {
            form.wrong(
                    "file",
                    Text.of(
                            "这个文件有 {0} MB，上限是 {1} MB，请拆成几个文件",
                            String.format(Locale.ROOT, "%.1f", file.getSize() / 1024.0 / 1024.0),
                            SheetLimits.DEFAULT.bytesMax() / 1024 / 1024));
            return new byte[0];
        }
        return file.getBytes();
    }

    @Can(Action.NETWORK_IMPORT)
    @GetMapping("/network/imports/{sheet}")
    String result(@PathVariable String sheet, Model model) {
        Import found = imports.find(id(sheet));
        model.addAttribute("found", found);
        return "register/import";
    }

    @Can(Action.NETWORK_IMPORT)
    @PostMapping("/network/imports/{sheet}/check")
    String check(@PathVariable String sheet, @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token) {
        return "redirect:" + forms.once(token, () -> "/jobs/" + imports.check(id(sheet)));
    }

    @Can(Action.NETWORK_IMPORT)
    @PostMapping("/network/imports/{sheet}/confirmation")
    String confirm(@PathVariable String sheet, @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token) {
        return "redirect:" + forms.once(token, () -> "/jobs/" + imports.confirm(id(sheet)));
    }

    private static UUID id(String sheet) {
        try {
            return UUID.fromString(sheet);
        } catch (IllegalArgumentException e) {
            throw new Absent("import " + sheet);
        }
    }
}
