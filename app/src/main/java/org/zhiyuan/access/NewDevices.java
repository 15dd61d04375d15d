package org.zhiyuan.access;

import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Tells an account's holder of a computer or telephone from which it was not used before, until he says it was him. */
@Component
class NewDevices implements Waiting {
    private final OwnDevices devices;

    NewDevices(OwnDevices devices) {
        this.devices = devices;
    }

    @Override
    public String key() {
        return "access.devices";
    }

    @Override
    public List<Item> items(Actor actor) {
        if (actor.account() == null) {
            return List.of();
        }
        return devices.fresh(actor).stream()
                .map(device -> new Item(
                        Text.of("看看是不是您本人：在没用过的电脑或手机上登录过"), device.label() + " · " + device.origin(), "/session", null))
                .toList();
    }
}
