package org.zhiyuan.audit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.zhiyuan.kernel.Text;

/**
 * Calls the objects of one kind by names that a reader knows, on the pages that show events; brought by the room that
 * keeps them. Called within the reader's own rows: what the reader may not see has no name.
 */
public interface ObjectNames {
    /** As in {@link Deed#kind()}. */
    String kind();

    /** What such an object is called: 阵地, 授权 … */
    Text kindName();

    /** The names by id, of those that there are. Nothing personal: an account is called by its sign-in name. */
    Map<String, String> names(Collection<String> ids);

    /** The id of what somebody means who types a code, a sign-in name or a name; empty where nothing fits exactly. */
    Optional<String> find(String typed);
}
