package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Text;

/** The fields of service, in the city's own order. */
@Service
@Transactional
public class Fields {
    private final FieldStore store;
    private final Audit audit;

    Fields(FieldStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    public void add(Field field, int position, SiteId center) {
        store.insert(field, position, center.value());
        audit.record(Deed.of("network.field_added", Text.of("增加服务领域“{0}”", field.name()))
                .on("field", field.key(), center.value())
                .inField(field.key())
                .changed(Map.of(), facts(field)));
    }

    /** Changes what a field is called and what it says of itself. */
    public void describe(Field field, SiteId center) {
        Field before = get(field.key());
        if (store.update(field) == 0) {
            throw new Absent("field " + field.key());
        }
        audit.record(Deed.of("network.field_described", Text.of("修改服务领域“{0}”的名称和说明", before.name()))
                .on("field", field.key(), center.value())
                .inField(field.key())
                .changed(facts(before), facts(field)));
    }

    private static Map<String, Object> facts(Field field) {
        return Map.of(
                "name", field.name(),
                "nameEn", field.nameEn(),
                "about", field.about(),
                "aboutEn", field.aboutEn());
    }

    @Transactional(readOnly = true)
    public List<Field> on(LocalDate day) {
        return store.fields(day);
    }

    @Transactional(readOnly = true)
    public Optional<Field> find(String key) {
        return store.field(key);
    }

    @Transactional(readOnly = true)
    public Field get(String key) {
        return store.field(key).orElseThrow(() -> new Absent("field " + key));
    }
}
