package org.zhiyuan.cell;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/** The room {@code cell} alone, for {@link org.zhiyuan.StoreTest}. */
@SpringBootConfiguration
@Import(CellConfiguration.class)
public class CellSlice {}
