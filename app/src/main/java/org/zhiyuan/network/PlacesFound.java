package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Searchable;
import org.zhiyuan.shell.Words;

/** Places and branch centers by name, pinyin, its initials, code, address or service number. */
final class PlacesFound implements Searchable {
    private final Directory directory;
    private final Tree tree;

    PlacesFound(Directory directory, Tree tree) {
        this.directory = directory;
        this.tree = tree;
    }

    @Override
    public Text heading() {
        return Text.of("阵地和分中心");
    }

    /** Those that are, then those that are no more. */
    @Override
    public List<Hit> search(Actor actor, String query) {
        LocalDate today = tree.today();
        boolean english = Words.english();
        Selection selection = new Selection(null, null, "", "", query, today, 1, true);
        List<Hit> hits = new ArrayList<>();
        for (Directory.Listed found : directory.list(selection, HITS_MAX).rows()) {
            hits.add(new Hit(
                    found.site().called(english),
                    Stream.of(
                                    Words.t(found.site().tierLabel()),
                                    found.parent(english),
                                    found.address(english),
                                    found.phone())
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" · ")),
                    found.site().href()));
        }
        for (Directory.Former former : directory.former(query, today)) {
            if (hits.size() < HITS_MAX) {
                hits.add(new Hit(
                        former.site().called(english),
                        Words.t(Text.of("{0} 起不再开放", former.closed())),
                        former.site().href()));
            }
        }
        return hits;
    }
}
