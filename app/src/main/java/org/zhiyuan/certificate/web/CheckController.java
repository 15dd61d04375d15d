package org.zhiyuan.certificate.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.certificate.Certificates;
import org.zhiyuan.certificate.Shown;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;

/** 核验: what anybody may know of a certificate who has its code, and whether a PDF is the one that was issued. */
@Controller
class CheckController {
    /** Larger than any certificate of five hundred lines. */
    private static final int PDF_BYTES_MAX = 8 << 20;

    private static final int WORDS_LENGTH_MAX = 200;

    private final Certificates certificates;

    CheckController(Certificates certificates) {
        this.certificates = certificates;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/certificates")
    ModelAndView all(@RequestParam(defaultValue = "") String code, @RequestParam(defaultValue = "1") int page) {
        if (!code.isBlank() && code.length() <= WORDS_LENGTH_MAX) {
            Optional<Shown> found = certificates.shown(code);
            return found.isPresent()
                    ? new ModelAndView("redirect:/certificates/" + found.get().code())
                    : unknown();
        }
        return new ModelAndView("certificate/all").addObject("noticed", certificates.noticed(page));
    }

    private static ModelAndView unknown() {
        ModelAndView page = new ModelAndView("certificate/unknown");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/certificates/{code}")
    ModelAndView one(@PathVariable String code) {
        return certificates
                .shown(code)
                .map(shown -> page(shown, Form.empty(), null))
                .orElseGet(CheckController::unknown);
    }

    private static ModelAndView page(Shown shown, Form form, @Nullable Boolean same) {
        ModelAndView page = new ModelAndView("certificate/shown")
                .addObject("shown", shown)
                .addObject("form", form)
                .addObject("same", same);
        page.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** Looks at the file in memory and keeps nothing of it. */
    @Can(Action.PUBLIC_READ)
    @PostMapping("/certificates/{code}/check")
    ModelAndView check(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request)
            throws IOException {
        Optional<Shown> found = certificates.shown(code);
        if (found.isEmpty()) {
            return unknown();
        }
        Shown shown = found.get();
        Form form = Form.of(request);
        String digest = form.text("digest", WORDS_LENGTH_MAX);
        if (file != null && !file.isEmpty()) {
            if (file.getSize() > PDF_BYTES_MAX) {
                form.wrong("file", Text.of("这个文件太大了，不会是证明。请选证明的 PDF 文件"));
                return page(shown, form, null);
            }
            return page(shown, form, Certificates.isPaper(shown, file.getBytes()));
        }
        if (digest.isEmpty()) {
            form.wrong("file", Text.of("请选证明的 PDF 文件，或填写它的 SHA-256 摘要"));
        }
        return form.hasWrongs() ? page(shown, form, null) : page(shown, form, Certificates.isDigest(shown, digest));
    }
}
