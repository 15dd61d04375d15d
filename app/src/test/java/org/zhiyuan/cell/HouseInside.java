package org.zhiyuan.cell;

import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.zhiyuan.Zhiyuan;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.ledger.Sealing;

/** The house on a data folder of its own, inside the test's process: to make ready what a process then works on. */
public final class HouseInside {
    private HouseInside() {}

    /** Close it before a process opens the folder. */
    public static ConfigurableApplicationContext open(Path data) {
        return new SpringApplicationBuilder(Zhiyuan.class, SettableClock.class, SampleCity.class, Sealing.class)
                .run(
                        "--zhiyuan.cell.data=" + data,
                        "--zhiyuan.cell.programs=" + Layout.serverPrograms(),
                        "--server.port=0");
    }
}
