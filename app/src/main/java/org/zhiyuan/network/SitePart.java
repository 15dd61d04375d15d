package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.zhiyuan.kernel.Text;

/** A part of the page of a site or branch center, brought by the room whose facts it shows. */
public interface SitePart {
    /** Place among the parts, small first. */
    int order();

    /** Whether it has anything to show of this kind of site. */
    default boolean shows(Site site) {
        return true;
    }

    /** Whether it is what people come to the public page for: then it stands before everything else. */
    default boolean leads() {
        return false;
    }

    /** Whether it also stands on the page on which the office keeps the place. */
    default boolean inOffice() {
        return true;
    }

    /** The template that draws it, a {@code <section class="panel">}; its parameters are the entries of the model. */
    String template();

    Map<String, Object> model(Site site, LocalDate on);

    /** What this room adds to the dated history of the site: a change of its head, say. */
    default List<Told> history(Site site) {
        return List.of();
    }

    /**
     * @param document the document that ordered it; "" for none
     * @param withdrawal where whoever looks can take it back, while it is still ahead; "" where he cannot
     */
    record Told(LocalDate day, Text what, Text detail, String document, String withdrawal) {
        public Told(LocalDate day, Text what, Text detail, String document) {
            this(day, what, detail, document, "");
        }
    }
}
