package org.zhiyuan.certificate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Applications wait to be issued; a proposed revocation waits for a second person. */
@Component
class CertificateWaiting implements Waiting {
    static final String KEY = "certificate.waiting";
    /** No rule sets a time; a week is what a counter promises. */
    private static final Duration WITHIN = Duration.ofDays(7);

    private final Applications applications;
    private final Certificates certificates;
    private final Rights rights;

    CertificateWaiting(Applications applications, Certificates certificates, Rights rights) {
        this.applications = applications;
        this.certificates = certificates;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        return open(actor).size() + revocations(actor).size();
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Item> items = new ArrayList<>();
        open(actor)
                .forEach(one -> items.add(new Item(
                        Text.of("开具志愿服务证明"), one.purpose(), one.href(), one.at().plus(WITHIN))));
        revocations(actor)
                .forEach(one -> items.add(new Item(
                        Text.of("确认撤销证明"),
                        one.who(),
                        "/office/certificates/" + one.certificate(),
                        one.at().plus(WITHIN))));
        return items;
    }

    private List<Application> open(Actor actor) {
        return rights.mayAnywhere(actor, Action.CERTIFICATE_ISSUE)
                ? rights.within(actor, Action.CERTIFICATE_ISSUE, () -> applications.open(ITEMS_MAX))
                : List.of();
    }

    /** Whoever proposed one does not wait for himself. */
    private List<Revocation> revocations(Actor actor) {
        return rights.mayAnywhere(actor, Action.CERTIFICATE_REVOKE)
                ? rights
                        .within(actor, Action.CERTIFICATE_REVOKE, () -> certificates.openRevocations(ITEMS_MAX))
                        .stream()
                        .filter(one -> !one.account().equals(actor.account()))
                        .toList()
                : List.of();
    }
}
