package org.zhiyuan.person;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.channel.Channels;

/** What was sent to a person is part of that person's own data. */
@Component
class Messages implements PersonalData {
    private final Channels channels;

    Messages(Channels channels) {
        this.channels = channels;
    }

    @Override
    public String key() {
        return "messages";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        List<Map<String, String>> sent = channels.of(person.value()).stream()
                .map(message -> Map.of("at", message.at().toString(), "text", message.text()))
                .toList();
        return Map.of("sent", sent);
    }

    @Override
    public void erase(PersonId person) {
        channels.forget(person.value());
    }
}
