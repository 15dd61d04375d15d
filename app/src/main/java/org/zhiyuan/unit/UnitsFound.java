package org.zhiyuan.unit;

import java.util.List;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Searchable;
import org.zhiyuan.shell.Words;

/** Units by name, the initials of its pinyin, credit code or number. */
final class UnitsFound implements Searchable {
    private final Units units;
    private final Tree tree;

    UnitsFound(Units units, Tree tree) {
        this.units = units;
        this.tree = tree;
    }

    @Override
    public Text heading() {
        return Text.of("责任单位");
    }

    @Override
    public List<Hit> search(Actor actor, String query) {
        return units.search(query, tree.today(), HITS_MAX).stream()
                .map(unit -> new Hit(unit.called(Words.english()), unit.phone(), unit.href()))
                .toList();
    }
}
