package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.zhiyuan.cell.SettableClock;

/** Brings {@link Visits} to the tests of a {@link Story}, and looks after them when the test is over. */
final class StoryTeller implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(StoryTeller.class);
    private static final Path PICTURES = Path.of("target/stories");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Visits.class;
    }

    @Override
    public Visits resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // by the test's own id: a store looks into the class's too, and what was opened there would never be closed
        return test.getStore(SPACE).computeIfAbsent(test.getUniqueId(), id -> visits(test), Visits.class);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Visits visits = test.getStore(SPACE).remove(test.getUniqueId(), Visits.class);
        if (visits == null) {
            return;
        }
        // signing in moves it where a code was used already
        SpringExtension.getApplicationContext(test).getBean(SettableClock.class).reset();
        List<String> complaints = new ArrayList<>();
        boolean failed = test.getExecutionException().isPresent();
        int number = 0;
        for (Visit visit : visits.all()) {
            if (failed) {
                picture(visit, test, ++number);
            }
            complaints.addAll(visit.complaints());
            visit.over();
        }
        if (!failed) {
            assertThat(complaints).as("what the browser complained about").isEmpty();
        }
    }

    private static void picture(Visit visit, ExtensionContext test, int number) {
        String name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        try {
            visit.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(name + "-" + number + ".png")));
        } catch (PlaywrightException e) {
            test.publishReportEntry("no picture", String.valueOf(e.getMessage()));
        }
    }

    private static Visits visits(ExtensionContext test) {
        ApplicationContext house = SpringExtension.getApplicationContext(test);
        String address = "http://localhost:" + house.getEnvironment().getProperty("local.server.port");
        return new Visits(address, new SignIns(address, house.getBean(SettableClock.class)));
    }
}
