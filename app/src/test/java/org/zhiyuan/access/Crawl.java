package org.zhiyuan.access;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Action;

/**
 * Reads every page of the house as somebody, and looks for people who are none of his business. The names and numbers
 * that are looked for stand sealed in the database, each at a place of its own.
 */
final class Crawl {
    private final Ground ground;
    private final Walk walk;
    private final MockMvc browser;
    private final SettableClock clock;
    private int pages;

    Crawl(WebApplicationContext house, List<Filter> doors) {
        this.ground = Ground.of(house);
        this.walk = new Walk(house);
        this.clock = house.getBean(SettableClock.class);
        this.browser = MockMvcBuilders.webAppContextSetup(house)
                .addFilters(doors.toArray(Filter[]::new))
                .build();
    }

    /** How many pages and files were read that had something in them. */
    int pages() {
        return pages;
    }

    /** What was seen by whom that he must not see. */
    List<String> leaks(Predicate<Walk.Route> which, Collection<Ground.Walker> whose) throws Exception {
        List<String> leaks = new ArrayList<>();
        for (Walk.Route route : walk.routes()) {
            if (route.method().equals(HttpMethod.GET) && which.test(route)) {
                for (Ground.Walker who : whose) {
                    for (String address : addresses(route)) {
                        read(who, address, leaks);
                    }
                }
            }
        }
        return leaks;
    }

    private List<String> addresses(Walk.Route route) {
        List<String> addresses = new ArrayList<>();
        String on = route.on().isEmpty()
                ? ground.kinds.keySet().stream()
                        .filter(kind -> route.pattern().contains("{" + kind + "}"))
                        .findFirst()
                        .orElse("")
                : route.on();
        if (on.isEmpty()) {
            Ground.Canary sought = ground.canary("far station");
            String path = walk.path(route, null);
            addresses.add(path);
            addresses.add(path + "?q=" + encoded(sought.name()) + "&words=" + encoded(sought.name()) + "&number="
                    + sought.phone());
        } else {
            ground.kinds
                    .get(on)
                    .things()
                    .forEach(thing -> addresses.add(
                            route.pattern().replace("{" + on + "}", encoded(thing.id())) + "?column=PHONE"));
        }
        return addresses.stream()
                .map(address -> address.contains("{") ? filled(address) : address)
                .toList();
    }

    private String filled(String address) {
        String filled = address;
        for (var word : ground.words.entrySet()) {
            filled = filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void read(Ground.Walker who, String address, List<String> leaks) throws Exception {
        var asked = get(URI.create(address)).accept(MediaType.TEXT_HTML, MediaType.ALL);
        Instant now = clock.instant();
        Walk.sign(asked, who, now, now);
        MockHttpServletResponse answer;
        try {
            answer = browser.perform(asked).andReturn().getResponse();
        } catch (ServletException refused) {
            // the second wall said no behind an open gate: nothing was shown
            return;
        }
        String body = text(answer);
        if (body.isEmpty()) {
            return;
        }
        pages++;
        for (Ground.Canary canary : ground.canaries) {
            // what somebody typed himself stands in the field again
            boolean typed = address.contains(canary.phone());
            if ((!typed && (body.contains(canary.name()) || body.contains(canary.phone())))
                    || body.contains(canary.number())) {
                leaks.add(address + " shows " + who + " somebody of the " + canary.where() + " unmasked");
            }
            Ground.Thing lies = new Ground.Thing("", canary.where(), canary.site(), canary.field(), canary.person());
            boolean business = walk.oracle().allowed(who, Action.PERSON_READ, lies)
                    || walk.oracle().allowed(who, Action.STAFF_READ, lies);
            String masked =
                    canary.phone().substring(0, 3) + "****" + canary.phone().substring(7);
            // by its number alone a record stands in the audit as well: also of what one tried oneself and was denied
            boolean recorded =
                    address.startsWith("/office/audit") && walk.oracle().allowed(who, Action.AUDIT_READ, null);
            // who reads what was sent reads to which number, masked
            boolean sent =
                    address.startsWith("/office/messages") && walk.oracle().allowed(who, Action.SENT_READ, lies);
            if (!business
                    && ((!sent && body.contains(masked))
                            || (!recorded && body.contains(canary.person().toString())))) {
                leaks.add(address + " shows " + who + " somebody of the " + canary.where());
            }
        }
        ground.staffNames.forEach((where, name) -> {
            Ground.Thing lies = ground.thing("account", where);
            // with a right goes the name of who holds it
            boolean granted = ground.kinds.get("grant").things().stream()
                    .filter(grant -> grant.site().equals(lies.site()))
                    .anyMatch(grant -> walk.oracle().allowed(who, Action.GRANT_READ, grant));
            if (body.contains(name) && !granted && !walk.oracle().allowed(who, Action.ACCOUNT_READ, lies)) {
                leaks.add(address + " shows " + who + " an account of the " + where);
            }
        });
    }

    private static String text(MockHttpServletResponse answer) throws IOException {
        byte[] content = answer.getContentAsByteArray();
        if (content.length < 2 || content[0] != 'P' || content[1] != 'K') {
            return new String(content, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        Path file = Files.createTempFile("crawl", ".zip");
        Files.write(file, content);
        try (ZipFile parts = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(parts.entries())) {
                text.append(new String(parts.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return text.toString();
    }
}
