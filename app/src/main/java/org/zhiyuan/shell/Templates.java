package org.zhiyuan.shell;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The templates compiled at build time. */
@Component
public class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    boolean has(String name) {
        return engine.hasTemplate(name + ".jte");
    }

    void render(String name, Map<String, Object> parameters, TemplateOutput output) {
        engine.render(name + ".jte", parameters, output);
    }

    /** A piece of a page, for another template to place. */
    public Content content(String name, Map<String, Object> parameters) {
        return output -> render(name, parameters, output);
    }
}
