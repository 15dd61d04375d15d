package org.zhiyuan.audit.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.audit.EventFilter;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.Formats;

/** The filter as it stands in the page's address, read into what it means. */
@Component
class FilterForm {
    /** Without dates: this day and the thirty before it. */
    private static final int DAYS_DEFAULT = 30;

    private static final int TEXT_LENGTH_MAX = 200;

    private final Names names;
    private final InstantSource clock;

    FilterForm(Names names, InstantSource clock) {
        this.names = names;
        this.clock = clock;
    }

    /** The fields as they were typed, with the usual days where none are. */
    Form form(HttpServletRequest request) {
        Form form = Form.of(request);
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        if (form.raw("to").isBlank()) {
            form.with("to", today);
        }
        if (form.raw("from").isBlank()) {
            form.with("from", today.minusDays(DAYS_DEFAULT));
        }
        return form;
    }

    /** What they mean; null where something is wrong, which the form then says. */
    @Nullable
    EventFilter read(Form form) {
        LocalDate from = form.day("from", Text.of("请把开始日期写成 2026-11-23 这样"));
        LocalDate to = form.day("to", Text.of("请把结束日期写成 2026-11-23 这样"));
        if (from != null && to != null && to.isBefore(from)) {
            form.wrong("to", Text.of("结束日期要在开始日期当天或以后"));
        }
        UUID account = named(form, "who", "account", Text.of("没有这个登录名，请再看一遍"));
        UUID site = named(form, "site", "site", Text.of("没有这个阵地，请填写编码或全名"));
        Deed.Result result =
                form.raw("result").isBlank() ? null : form.choice("result", Deed.Result.class, Text.of("请选一种结果"));
        String what = form.text("what", TEXT_LENGTH_MAX);
        String kind = form.text("kind", TEXT_LENGTH_MAX);
        String object = form.text("object", TEXT_LENGTH_MAX);
        String request = form.text("request", TEXT_LENGTH_MAX);
        if (form.hasWrongs() || from == null || to == null) {
            return null;
        }
        return new EventFilter(from, to, account, what, kind, object, site, result, request);
    }

    /** The usual days up to now, and further back where something older is looked at. */
    EventFilter around(Instant moment) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        LocalDate day = LocalDate.ofInstant(moment, Formats.ZONE);
        LocalDate from = day.isBefore(today.minusDays(DAYS_DEFAULT)) ? day : today.minusDays(DAYS_DEFAULT);
        return EventFilter.days(from, day.isAfter(today) ? day : today);
    }

    /** The id of what was typed; an id itself is taken as it is, links bring it. */
    private @Nullable UUID named(Form form, String field, String kind, Text unknown) {
        String typed = form.text(field, TEXT_LENGTH_MAX);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(names.find(kind, typed).orElse(typed));
        } catch (IllegalArgumentException e) {
            form.wrong(field, unknown);
            return null;
        }
    }

    /** The filter as an address with ids for names, ready for one more parameter. */
    static String query(EventFilter filter) {
        StringBuilder query = new StringBuilder();
        add(query, "from", filter.from());
        add(query, "to", filter.to());
        add(query, "who", filter.account());
        add(query, "what", filter.what());
        add(query, "kind", filter.kind());
        add(query, "object", filter.objectId());
        add(query, "site", filter.site());
        add(query, "result", filter.result());
        add(query, "request", filter.requestId());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            query.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))
                    .append('&');
        }
    }
}
