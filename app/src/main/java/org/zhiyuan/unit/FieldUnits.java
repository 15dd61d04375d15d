package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SitePart;

/** On the public page of a place: whom to ask in each field of service. */
@Component
class FieldUnits implements SitePart {
    /** Behind who leads the place. */
    private static final int ORDER = 40;

    private final Responsibilities responsibilities;
    private final Fields fields;

    FieldUnits(Responsibilities responsibilities, Fields fields) {
        this.responsibilities = responsibilities;
        this.fields = fields;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public boolean shows(Site site) {
        return site.field() == null;
    }

    /** It is the same for all places, and the office knows whom to ask. */
    @Override
    public boolean inOffice() {
        return false;
    }

    @Override
    public String template() {
        return "unit/fieldUnits";
    }

    @Override
    public Map<String, Object> model(Site site, LocalDate on) {
        return Map.of("fields", fields.on(on), "mains", responsibilities.mains(on));
    }
}
