package org.zhiyuan.shell.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/** What the house says about itself, and its sign in the browser's tab. */
@Controller
class StatementController {
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml;charset=UTF-8");
    private static final Duration SIGN_KEPT = Duration.ofDays(7);

    private final City city;

    StatementController(City city) {
        this.city = city;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/about")
    String about() {
        return "shell/about";
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/accessibility")
    String accessibility() {
        return "shell/accessibility";
    }

    /** Fresh token fields for a form that stood open while its person signed in elsewhere. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/form-tokens")
    String tokens() {
        return "shell/forgeryToken";
    }

    /** The city's seal; drawn here, because its character is the city's. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/favicon.svg")
    ResponseEntity<byte[]> sign() {
        String character = city.sealCharacter().codePoints().allMatch(Character::isLetter) ? city.sealCharacter() : "";
        String svg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
                <rect width="32" height="32" rx="5" fill="#a8281f"/>\
                <text x="16" y="23" font-family="Noto Serif SC,Noto Serif CJK SC,Songti SC,SimSun,serif" font-weight="700" \
                font-size="20" text-anchor="middle" fill="#fff">%s</text></svg>
                """.formatted(character);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(SIGN_KEPT).cachePublic())
                .contentType(SVG)
                .body(svg.getBytes(StandardCharsets.UTF_8));
    }
}
