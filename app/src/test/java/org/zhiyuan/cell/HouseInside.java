package org.zhiyuan.cell;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.zhiyuan.Zhiyuan;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.ledger.Sealing;

/** The house on a data folder of its own, inside the test's process: to make ready what a process then works on. */
public final class HouseInside {
    private HouseInside() {}

    /** Close it before a process opens the folder. */
    public static ConfigurableApplicationContext open(Path data) {
        return new SpringApplicationBuilder(Zhiyuan.class, SettableClock.class, SampleCity.class, Sealing.class)
                .initializers(context -> context.getBeanFactory()
                        .registerSingleton("withoutTestComponents", new WithoutTestComponents()))
                .run(
                        "--zhiyuan.cell.data=" + data,
                        "--zhiyuan.cell.programs=" + Layout.serverPrograms(),
                        "--server.port=0");
    }

    /** The house looks for its parts in all packages of its name, and finds those of other tests. */
    private static final class WithoutTestComponents extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader found, MetadataReaderFactory factory) {
            return found.getAnnotationMetadata().hasAnnotation(TestComponent.class.getName())
                    || found.getClassMetadata().getClassName().equals(CellSlice.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutTestComponents;
        }

        @Override
        public int hashCode() {
            return WithoutTestComponents.class.hashCode();
        }
    }
}
