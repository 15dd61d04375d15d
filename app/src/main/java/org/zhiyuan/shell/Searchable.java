package org.zhiyuan.shell;

import java.util.List;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;

/** Things of a room that the search box finds. */
public interface Searchable {
    int HITS_MAX = 20;

    /** What the hits are, as a heading. */
    Text heading();

    List<Hit> search(Actor actor, String query);

    record Hit(String title, String detail, String href) {}
}
