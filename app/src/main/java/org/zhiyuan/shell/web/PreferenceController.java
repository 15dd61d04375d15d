package org.zhiyuan.shell.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;

/**
 * The switches 大字 and EN/中. Plain links, so that they work without script and before signing in; they change nothing
 * but a cookie of the person's own browser.
 */
@Controller
class PreferenceController {
    private static final Duration KEPT = Duration.ofDays(365);

    private final LocaleResolver languages;

    PreferenceController(LocaleResolver languages) {
        this.languages = languages;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/preference/elder")
    ResponseEntity<Void> elder(
            @RequestParam boolean on, @RequestParam(defaultValue = "/") String back, HttpServletRequest request) {
        ResponseCookie cookie = ResponseCookie.from("elder", on ? "1" : "0")
                .path("/")
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.LOCATION, ownPath(back))
                .build();
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/preference/language")
    ResponseEntity<Void> language(
            @RequestParam String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        languages.setLocale(request, response, "en".equals(to) ? Locale.ENGLISH : Locale.CHINA);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, ownPath(back))
                .build();
    }

    /**
     * Only a path of this house, never another host ({@code //evil} and {@code /\evil} are hosts to a browser), written
     * as browsers write it: what does not stand in an address is percent-encoded.
     */
    private static String ownPath(String back) {
        boolean own = back.startsWith("/")
                && !back.startsWith("//")
                && back.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>')
                && !back.startsWith("/preference/");
        return own ? back : "/";
    }
}
