package org.zhiyuan.shell.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.zhiyuan.cell.City;

/**
 * What is shown when not even the error page can be made, for instance while the database cannot be reached: a page of
 * fixed words in both languages, with the telephone. It asks nobody, and says nothing of the inside.
 */
@Component
class LastPage implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final City city;

    LastPage(City city) {
        this.city = city;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new Fixed(ours(), theirs()));
            }
        });
    }

    /** Something failed here. */
    private String ours() {
        return page("""
                <h1>我们这边出了问题</h1>
                <p>这次可能没有办成，但不会只做一半；原样再提交一次，也不会重复。请过几分钟再试；急事请打电话。</p>
                <p lang="en">Something went wrong on our side. This may not have been done, but nothing is left half done, and sending the same form again does nothing twice. Please try again in a few minutes, or call us.</p>""");
    }

    /** An address that the server itself cannot read, before anything of ours sees it. */
    private String theirs() {
        return page("""
                <h1>这个网址打不开</h1>
                <p>网址里有不能用的字符，什么也没有改动。请检查网址，或从<a href="/">首页</a>重新找。</p>
                <p lang="en">The address holds characters that it must not hold; nothing was changed. Please check it, or start from the <a href="/">home page</a>.</p>""");
    }

    private String page(String said) {
        String phone = HtmlUtils.htmlEscape(city.phone());
        return """
                <!doctype html>
                <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
                <title>出错了</title><link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css">\
                <link rel="stylesheet" href="/css/kit.css"><link rel="stylesheet" href="/css/pages.css"></head>
                <body class="public"><main class="p-state"><section class="st"><div class="m">
                %s
                </div><p class="ask num">%s</p></section></main></body></html>
                """.formatted(said, phone);
    }

    /** Stands inside Tomcat's own report, and so answers before it. */
    private static final class Fixed extends ErrorReportValve {
        private final String ours;
        private final String theirs;

        Fixed(String ours, String theirs) {
            this.ours = ours;
            this.theirs = theirs;
            setShowReport(false);
            setShowServerInfo(false);
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int status = response.getStatus();
            boolean answered = response.getContentWritten() > 0;
            if (status < HttpServletResponse.SC_BAD_REQUEST || answered || !response.setErrorReported()) {
                return;
            }
            try {
                response.setContentType("text/html");
                response.setCharacterEncoding("UTF-8");
                response.setHeader("Cache-Control", "no-store");
                Writer writer = response.getReporter();
                if (writer != null) {
                    writer.write(status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR ? theirs : ours);
                    response.finishResponse();
                }
            } catch (IOException | IllegalStateException e) {
                // the connection is gone, and with it whoever would read this
                return;
            }
        }
    }
}
