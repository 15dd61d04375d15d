package org.zhiyuan.shell;

import java.util.List;
import org.zhiyuan.kernel.Text;

/** What one room found. */
public record Found(Text heading, List<Searchable.Hit> hits) {}
