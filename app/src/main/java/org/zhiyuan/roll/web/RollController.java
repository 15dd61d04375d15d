package org.zhiyuan.roll.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.paper.SheetFormat;
import org.zhiyuan.paper.SheetLimits;
import org.zhiyuan.paper.Workbooks;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.roll.Line;
import org.zhiyuan.roll.Pairs;
import org.zhiyuan.roll.Roll;
import org.zhiyuan.roll.RollId;
import org.zhiyuan.roll.Rolls;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/** Rolls of former years: upload, result of the dry run, confirmation, what became of the lines. */
@Controller
class RollController {
    private final Rolls rolls;
    private final Pairs pairs;
    private final People people;
    private final Places places;
    private final FormTokens forms;

    RollController(Rolls rolls, Pairs pairs, People people, Places places, FormTokens forms) {
        this.rolls = rolls;
        this.pairs = pairs;
        this.people = people;
        this.places = places;
        this.forms = forms;
    }

    @Can(Action.VOLUNTEER_IMPORT)
    @GetMapping("/office/rolls")
    ModelAndView start(@RequestParam(defaultValue = "1") int page) {
        Map<String, String> offered = rolls.places(Words.english());
        Form form = offered.isEmpty()
                ? Form.empty()
                : Form.empty().with("site", offered.keySet().iterator().next());
        return start(form, offered, Math.max(1, page));
    }

    private ModelAndView start(Form form, Map<String, String> offered, int page) {
        Slice<Roll> list = rolls.list(page);
        ModelAndView view = new ModelAndView("roll/rolls");
        view.addObject("form", form);
        view.addObject("places", offered);
        view.addObject("list", list);
        view.addObject(
                "sites", places.names(list.rows().stream().map(Roll::site).toList(), Words.english()));
        view.addObject("open", pairs.open());
        view.setStatus(form.hasWrongs() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return view;
    }

    @Can(Action.VOLUNTEER_IMPORT)
    @GetMapping("/office/rolls/template")
    ResponseEntity<byte[]> template() {
        String name = Words.t("志愿者名册") + "-" + Words.t("模板") + ".xlsx";
        return workbook(Workbooks.template(rolls.spec()), name);
    }

    private static ResponseEntity<byte[]> workbook(byte[] bytes, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(SheetFormat.XLSX.mediaType()))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes);
    }

    @Can(Action.VOLUNTEER_IMPORT)
    @PostMapping("/office/rolls")
    ModelAndView upload(
            HttpServletRequest request,
            @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        Form form = Form.of(request);
        Map<String, String> offered = rolls.places(Words.english());
        SiteId site = Places.chosen(offered, form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选择是哪里的名册"));
        }
        String title = form.required("title", Rolls.TITLE_LENGTH_MAX, Text.of("请填写名册的名称，或者依据的文件"));
        byte[] bytes = bytes(file, form);
        if (site == null || file == null || form.hasWrongs()) {
            return start(form, offered, 1);
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try {
            return new ModelAndView("redirect:"
                    + forms.once(token, () -> {
                        RollId id = rolls.upload(Acting.actor(), site, title, name, bytes);
                        return "/jobs/" + Objects.requireNonNull(rolls.get(id).checkJob());
                    }));
        } catch (Refusal refusal) {
            form.wrong("file", refusal.reason());
            return start(form, offered, 1);
        }
    }

    private static byte[] bytes(@Nullable MultipartFile file, Form form) throws IOException {
        if (file == null || file.isEmpty()) {
            form.wrong("file", Text.of("请选择要导入的 .xlsx 或 .csv 文件"));
            return new byte[0];
        }
        int most = SheetLimits.ROLL.bytesMax();
        if (file.getSize() > most) {
            form.wrong(
                    "file",
                    Text.of(
                            "这个文件有 {0} MB，上限是 {1} MB，请拆成几个文件",
                            String.format(Locale.ROOT, "%.1f", file.getSize() / 1024.0 / 1024.0), most / 1024 / 1024));
            return new byte[0];
        }
        return file.getBytes();
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @GetMapping("/office/rolls/{roll}")
    ModelAndView roll(@PathVariable String roll) {
        Roll found = rolls.get(RollId.parse(roll));
        return new ModelAndView("roll/roll")
                .addObject("found", found)
                .addObject("became", rolls.became(found.id()))
                .addObject("place", places.name(found.site(), Words.english()))
                .addObject(
                        "mine", Objects.equals(found.account(), Acting.actor().account()));
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @GetMapping("/office/rolls/{roll}/errors")
    ResponseEntity<byte[]> errors(@PathVariable String roll) {
        Roll found = rolls.get(RollId.parse(roll));
        String base = found.fileName().replaceFirst("\\.[A-Za-z]{1,5}$", "");
        return workbook(rolls.errors(found.id()), base + "-errors.xlsx");
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @GetMapping("/office/rolls/{roll}/lines")
    ModelAndView lines(
            @PathVariable String roll,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "1") int page) {
        Roll found = rolls.get(RollId.parse(roll));
        Roll.Kind wanted = kind(kind);
        Slice<Line> list = rolls.lines(found.id(), wanted, Math.max(1, page));
        Map<PersonId, String> names = people.names(list.rows().stream()
                .map(Line::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new ModelAndView("roll/lines")
                .addObject("found", found)
                .addObject("kind", wanted)
                .addObject("list", list)
                .addObject("names", new HashMap<>(names));
    }

    private static Roll.Kind kind(String typed) {
        for (Roll.Kind kind : Roll.Kind.values()) {
            if (kind.name().equals(typed)) {
                return kind;
            }
        }
        return Roll.Kind.KNOWN;
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @PostMapping("/office/rolls/{roll}/check")
    String check(@PathVariable String roll, @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token) {
        return job(token, () -> rolls.check(RollId.parse(roll)));
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @PostMapping("/office/rolls/{roll}/confirmation")
    String confirm(@PathVariable String roll, @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token) {
        return job(token, () -> rolls.confirm(Acting.actor(), RollId.parse(roll)));
    }

    private String job(String token, Supplier<UUID> asked) {
        return "redirect:" + forms.once(token, () -> "/jobs/" + asked.get());
    }

    @Can(value = Action.VOLUNTEER_IMPORT, on = "roll")
    @PostMapping("/office/rolls/{roll}/end")
    String end(@PathVariable String roll, @RequestParam(name = FormTokens.FIELD, defaultValue = "") String token) {
        RollId id = RollId.parse(roll);
        return "redirect:"
                + forms.once(token, () -> {
                    rolls.end(id);
                    return rolls.get(id).href();
                });
    }
}
