package org.zhiyuan.files.web;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.zhiyuan.files.Files;
import org.zhiyuan.files.KeptFile;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/** The only way out for uploads: as an attachment that no browser opens in our name, whatever is in it. */
@Controller
class FileController {
    private final Files files;

    FileController(Files files) {
        this.files = files;
    }

    @Can(Action.FILE_READ)
    @GetMapping("/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        UUID id = id(file);
        KeptFile kept = files.find(id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(kept.kind().mediaType()))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(kept.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(files.content(id));
    }

    private static UUID id(String file) {
        try {
            return UUID.fromString(file);
        } catch (IllegalArgumentException e) {
            throw new Absent("file " + file);
        }
    }
}
