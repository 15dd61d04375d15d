package org.zhiyuan.person;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;

/** Stops all messages to telephones, or lets them go on: with a reason that the audit keeps. */
@Service
@Transactional
public class Messaging {
    private final Channels channels;
    private final Audit audit;

    Messaging(Channels channels, Audit audit) {
        this.channels = channels;
        this.audit = audit;
    }

    public void turn(Actor actor, boolean stopped, String reason) {
        channels.turn(actor, stopped, reason);
        audit.record(Deed.of("sending.turned", stopped ? Text.of("停发所有短信") : Text.of("恢复发短信"))
                .because(reason));
    }
}
