package org.zhiyuan.cell;

import java.util.List;
import org.zhiyuan.kernel.Text;

/** Lines that a room adds to what is printed when the house is ready: sample sign-ins, a one-time setup code. */
public interface StartupNote {
    List<Text> lines();
}
