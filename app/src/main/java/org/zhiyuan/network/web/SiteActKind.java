package org.zhiyuan.network.web;

import java.util.List;
import java.util.stream.Stream;
import org.zhiyuan.kernel.Text;

/** The changes of the network's build that have a form, a page to check it by, and a confirmation. */
enum SiteActKind {
    OPENING(
            "openings",
            "network/siteOpening",
            Text.of("在下面新设一处"),
            "name",
            "brief",
            "english",
            "pinyin",
            "tier",
            "code"),
    NAME("names", "network/siteName", Text.of("改名"), "name", "brief", "english", "pinyin"),
    CODE("codes", "network/siteCode", Text.of("换区划代码"), "code"),
    MOVE("moves", "network/siteMove", Text.of("改挂到别处"), "parent", "tier"),
    MERGER("mergers", "network/siteMerger", Text.of("并到别处"), "successor"),
    SPLIT(
            "splits",
            "network/siteSplit",
            Text.of("分设一处"),
            "name",
            "brief",
            "english",
            "pinyin",
            "tier",
            "code",
            "below",
            "along"),
    CLOSURE("closures", "network/siteClosure", Text.of("停办这里"));

    private static final List<String> BASIS = List.of("from", "document", "reason");

    private final String path;
    private final String template;
    private final Text label;
    private final List<String> fields;

    SiteActKind(String path, String template, Text label, String... fields) {
        this.path = path;
        this.template = template;
        this.label = label;
        this.fields = List.of(fields);
    }

    /** What stands in the address behind the site's. */
    String path() {
        return path;
    }

    String template() {
        return template;
    }

    Text label() {
        return label;
    }

    /** Names of the form's fields: they travel from the form over the page that asks to check it to the confirmation. */
    List<String> fields() {
        return Stream.concat(fields.stream(), BASIS.stream()).toList();
    }
}
