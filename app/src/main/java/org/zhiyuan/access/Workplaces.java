package org.zhiyuan.access;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Field;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Words;

/** Where people work and rights begin: the places and fields of the network, as the pages of this room need them. */
@Service
@Transactional(readOnly = true)
public class Workplaces {
    private final Sites sites;
    private final Fields fields;
    private final Tree tree;
    private final List<ObjectNames> names;

    Workplaces(Sites sites, Fields fields, Tree tree, List<ObjectNames> names) {
        this.sites = sites;
        this.fields = fields;
        this.tree = tree;
        this.names = names;
    }

    /** Whether a right or an account can begin there. */
    Decision mayHold(UUID site) {
        return sites.find(new SiteId(site), today())
                        .filter(found -> found.openOn(today()))
                        .isPresent()
                ? Decision.allowed()
                : Decision.refused(Text.of("这个地方今天没有开放，不能在这里设账号或权限"));
    }

    Decision mayHoldField(@Nullable String field) {
        return field == null || fields.find(field).isPresent()
                ? Decision.allowed()
                : Decision.refused(Text.of("没有这个服务领域"));
    }

    public UUID center() {
        return sites.center().value();
    }

    /** What somebody means who types a code or a name in full. */
    public Optional<UUID> find(String typed) {
        Optional<UUID> byCode = sites.resolve(typed, today()).map(SiteId::value);
        return byCode.isPresent()
                ? byCode
                : names.stream()
                        .filter(known -> known.kind().equals("site"))
                        .flatMap(known -> known.find(typed).stream())
                        .map(UUID::fromString)
                        .findFirst();
    }

    /** Names in the reader's language. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : sites.getAll(ids.stream().distinct().map(SiteId::new).toList(), today()).stream()
                        .collect(Collectors.toMap(
                                site -> site.id().value(), (Site site) -> site.called(Words.english())));
    }

    /** By key, in the order of the fields. */
    public Map<String, String> fields() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Field field : fields.on(today())) {
            names.put(field.key(), field.called(Words.english()));
        }
        return names;
    }

    private LocalDate today() {
        return tree.today();
    }
}
