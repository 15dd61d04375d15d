package org.zhiyuan.cell;

import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Text;

/** What the terminal shows when the house is ready: where it is, and what each room adds. */
@Component
final class Welcome {
    private final City city;
    private final List<StartupNote> notes;

    Welcome(City city, List<StartupNote> notes) {
        this.city = city;
        this.notes = notes;
    }

    /** Not before health says so too: whoever reads the address may ask at once. */
    @EventListener
    void print(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC
                && change.getSource() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            PrintStream out = System.out;
            out.println(city.product() + " · " + city.productEn());
            out.println("  "
                    + Console.line(Text.of(
                            "已就绪：{0}", "http://localhost:" + web.getWebServer().getPort())));
            for (StartupNote note : notes) {
                note.lines().forEach(line -> out.println("  " + Console.line(line)));
            }
            out.flush();
        }
    }
}
