package org.zhiyuan.certificate;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/** Where an application lies: at the place that is asked. */
@Component
@Transactional(readOnly = true)
class ApplicationWhereabouts implements Whereabouts {
    private final ApplicationStore store;

    ApplicationWhereabouts(ApplicationStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "application";
    }

    @Override
    public Action seenBy() {
        return Action.CERTIFICATE_ISSUE;
    }

    @Override
    public Optional<Place> locate(String id) {
        return CertificateNames.parsed(id).flatMap(store::find).map(Application::place);
    }
}
