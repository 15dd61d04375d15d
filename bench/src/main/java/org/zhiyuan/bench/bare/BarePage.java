package org.zhiyuan.bench.bare;

import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The least that can be compared: one page of Spring Boot that asks the same embedded server for one value. No rooms, no
 * migrations, no sign-in.
 */
@SpringBootConfiguration
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@Import({BarePage.Server.class, BarePage.Page.class})
public class BarePage {
    public static void main(String[] args) {
        var application = new SpringApplication(BarePage.class);
        // the house's own settings lie on the same path and are not meant for this page
        application.setDefaultProperties(
                Map.of("spring.config.name", "bare", "spring.main.banner-mode", "off", "logging.level.root", "warn"));
        var context = (WebServerApplicationContext) application.run(args);
        System.out.println("http://localhost:"
                + Objects.requireNonNull(context.getWebServer(), "web server").getPort());
    }

    /** The house's embedded server is not public: it is named, not seen. */
    static final class Server implements ImportSelector {
        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return new String[] {"org.zhiyuan.cell.CellConfiguration"};
        }
    }

    @RestController
    static class Page {
        private final JdbcClient jdbc;

        Page(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @GetMapping("/")
        String page() {
            return jdbc.sql("select version()").query(String.class).single();
        }
    }
}
