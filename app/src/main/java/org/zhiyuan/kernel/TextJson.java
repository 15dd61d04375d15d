package org.zhiyuan.kernel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps a sentence, or its values alone, so that it can be told again in either language. */
public final class TextJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TextJson() {}

    public static String write(List<Object> values) {
        return JSON.writeValueAsString(array(values));
    }

    public static List<Object> read(String json) {
        return values(JSON.readTree(json));
    }

    public static String sentence(Text text) {
        return JSON.writeValueAsString(object(text));
    }

    public static Text sentence(String json) {
        return text(JSON.readTree(json));
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
            return text(node);
        }
        return node.stringValue();
    }

    private static Text text(JsonNode node) {
        return new Text(node.get("text").stringValue(), values(node.get("values")));
    }
}
