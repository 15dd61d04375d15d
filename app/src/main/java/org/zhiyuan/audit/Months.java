package org.zhiyuan.audit;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Text;

/** Keeps the months of events: a partition ready for each month to come, and none kept beyond its time. */
@Service
@EnableConfigurationProperties(AuditSettings.class)
class Months {
    private static final Logger LOG = LoggerFactory.getLogger(Months.class);

    private static final Text DROPPED = Text.of("删去保存期满的审计月份：{0}");

    private final EventStore store;
    private final AuditSettings settings;
    private final InstantSource clock;

    Months(EventStore store, AuditSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    void keep() {
        int made = store.prepareMonths(settings.prepareMonths());
        int dropped = store.dropMonths(settings.keepMonths(), Ids.next(clock), DROPPED);
        if (made + dropped > 0) {
            LOG.info("audit: {} months prepared, {} months past their keeping dropped", made, dropped);
        }
    }
}
