package org.zhiyuan.audit.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.zhiyuan.audit.LedgerLog;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.Head;
import org.zhiyuan.ledger.LogExport;
import org.zhiyuan.ledger.Seals;

/** The ledger's signed heads, for everybody to keep; and the whole log, for whoever audits. */
@Controller
class HeadsController {
    /** Turned far enough: ten years of days are some two hundred pages. */
    private static final int PAGE_MAX = 500;

    private static final MediaType LINES = new MediaType("application", "x-ndjson", StandardCharsets.UTF_8);
    private static final MediaType PEM = new MediaType("application", "x-pem-file");

    private final Seals seals;
    private final LogExport export;
    private final LedgerLog log;
    private final Rights rights;

    HeadsController(Seals seals, LogExport export, LedgerLog log, Rights rights) {
        this.seals = seals;
        this.export = export;
        this.log = log;
        this.rights = rights;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/ledger/heads")
    String heads(@RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("heads", seals.heads(Math.clamp(page, 1, PAGE_MAX)));
        model.addAttribute("last", seals.head().orElse(null));
        model.addAttribute("exportable", rights.mayAnywhere(Acting.actor(), Action.LEDGER_EXPORT));
        return "audit/heads";
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/ledger/heads/{day}.json")
    ResponseEntity<byte[]> head(@PathVariable String day) {
        Head head = seals.head(day(day)).orElseThrow(() -> new Absent("head of " + day));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("head-" + head.day() + ".json"))
                .body(head.json().getBytes(StandardCharsets.UTF_8));
    }

    /** That the log of the later of two published heads goes on from that of the earlier: the file for {@code verify}. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/ledger/consistency.json")
    ResponseEntity<byte[]> consistency(@RequestParam String from, @RequestParam String to) {
        Head first = seals.head(day(from)).orElseThrow(() -> new Absent("head of " + from));
        Head second = seals.head(day(to)).orElseThrow(() -> new Absent("head of " + to));
        if (first.size() > second.size()) {
            throw new Refusal(Text.of("“从”要是较早的那一天"), Text.of("请把两天换过来"));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        attachment("consistency-" + first.day() + "-" + second.day() + ".json"))
                .body(seals.consistency(first.size(), second.size()).json().getBytes(StandardCharsets.UTF_8));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw new Absent("head of " + typed);
        }
    }

    /** The public half of the key that signs, as every crypto tool reads it. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/ledger/key.pem")
    ResponseEntity<byte[]> key() {
        Head last = seals.head().orElseThrow(() -> new Absent("a head"));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(last.publicKey())
                + "\n-----END PUBLIC KEY-----\n";
        return ResponseEntity.ok()
                .contentType(PEM)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("zhiyuan-" + last.keyId() + ".pem"))
                .body(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Streams, in the thread of the request: however long the log, little of it is in memory. */
    @Can(Action.LEDGER_EXPORT)
    @GetMapping("/office/ledger/log.jsonl")
    void log(HttpServletResponse response) throws IOException {
        Head head = log.takeOut();
        response.setContentType(LINES.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment("log-" + head.size() + ".jsonl"));
        export.write(head, response.getOutputStream());
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment().filename(name).build().toString();
    }
}
