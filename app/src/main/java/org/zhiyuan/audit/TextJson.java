package org.zhiyuan.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.zhiyuan.kernel.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the values of a sentence so that it can be told again in either language. */
final class TextJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TextJson() {}

    static String write(List<Object> values) {
        return JSON.writeValueAsString(array(values));
    }

    static List<Object> read(String json) {
        return values(JSON.readTree(json));
    }

    private static ArrayNode array(List<Object> values) {
        ArrayNode array = JSON.createArrayNode();
        for (Object value : values) {
            switch (value) {
                case Integer number -> array.add(number.longValue());
                case Long number -> array.add(number);
                case LocalDate day -> array.add(JSON.createObjectNode().put("day", day.toString()));
                case Text text -> array.add(object(text));
                default -> array.add(value.toString());
            }
        }
        return array;
    }

    private static ObjectNode object(Text text) {
        ObjectNode object = JSON.createObjectNode();
        object.put("text", text.key());
        object.set("values", array(text.values()));
        return object;
    }

    private static List<Object> values(JsonNode array) {
        List<Object> values = new ArrayList<>();
        for (JsonNode node : array) {
            values.add(value(node));
        }
        return values;
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.longValue();
        }
        if (node.has("day")) {
            return LocalDate.parse(node.get("day").stringValue());
        }
        if (node.has("text")) {
            return new Text(node.get("text").stringValue(), values(node.get("values")));
        }
        return node.stringValue();
    }
}
