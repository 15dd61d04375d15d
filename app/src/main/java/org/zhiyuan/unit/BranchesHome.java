package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.network.Fields;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.HomePart;

/** On the public home page: the branch centers, and who answers for each. */
@Component
class BranchesHome implements HomePart {
    /** Below the map of the network. */
    private static final int ORDER = 20;

    private final Fields fields;
    private final Responsibilities responsibilities;
    private final Tree tree;

    BranchesHome(Fields fields, Responsibilities responsibilities, Tree tree) {
        this.fields = fields;
        this.responsibilities = responsibilities;
        this.tree = tree;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public String template() {
        return "unit/homeBranches";
    }

    @Override
    public Map<String, Object> model() {
        LocalDate today = tree.today();
        return Map.of("fields", fields.on(today), "mains", responsibilities.mains(today));
    }
}
