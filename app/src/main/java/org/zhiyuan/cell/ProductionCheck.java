package org.zhiyuan.cell;

import java.util.List;
import org.zhiyuan.kernel.Text;

/** What a room finds unfit for production: sample accounts, a default key. Asked only under the profile production. */
public interface ProductionCheck {
    /** One sentence for each thing found, each with what to do; empty where all is well. */
    List<Text> objections();
}
