package org.zhiyuan.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The city's areas as shapes for a drawing in the page itself, read once from the pack. A sketch may be shown in the
 * sample only; elsewhere a map needs its approval number.
 */
@Component
public class CityMap {
    private static final double WIDTH = 600;
    private static final double MARGIN = 14;
    /** How large the letters of a name are, in units of the drawing. */
    private static final double LETTER = 21;

    private final boolean shown;
    private final String note;
    private final String noteEn;
    private final String approval;
    private final Position.Crs crs;
    private final double west;
    private final double north;
    private final double scaleX;
    private final double scaleY;
    private final double height;
    private final List<Shape> shapes;

    /**
     * An institute's area.
     *
     * @param site number of the institute
     * @param path as {@code d} of an svg path
     */
    public record Shape(String site, String name, String nameEn, Point label, String path, double left, double right) {
        public String called(boolean english) {
            return english && !nameEn.isEmpty() ? nameEn : name;
        }
    }

    public record Point(double x, double y) {
        public String xWritten() {
            return written(x);
        }

        public String yWritten() {
            return written(y);
        }
    }

    CityMap(City city, CityPack pack, JsonMapper json, NetworkSettings settings) {
        JsonNode description = read(json, pack.file("city.json"));
        JsonNode map = description.path("map");
        Resource file = pack.file(map.path("file").asString("map.geojson"));
        this.note = map.path("note").asString("");
        this.noteEn = map.path("noteEn").asString("");
        this.approval = settings.mapApproval();
        this.crs = Position.Crs.of(
                description.path("centre").path("coordinateSystem").asString("GCJ-02"));
        boolean drawn = file.exists() && !map.isMissingNode();
        JsonNode features = drawn ? read(json, file).path("features") : json.createArrayNode();
        double[] box = {180, 90, -180, -90};
        features.forEach(feature -> widen(feature.path("geometry").path("coordinates"), box));
        this.shown = drawn && !features.isEmpty() && (city.sample() || !approval.isEmpty());
        this.west = box[0];
        this.north = box[3];
        double across = Math.max(1e-9, box[2] - box[0]);
        this.scaleX = WIDTH / across;
        this.scaleY = scaleX / Math.cos(Math.toRadians((box[1] + box[3]) / 2));
        this.height = Math.max(0, (box[3] - box[1]) * scaleY);
        List<Shape> all = new ArrayList<>();
        features.forEach(feature -> all.add(shape(feature)));
        this.shapes = List.copyOf(all);
    }

    private static JsonNode read(JsonMapper json, Resource file) {
        try (var in = file.getInputStream()) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getDescription(), e);
        }
    }

    /** Coordinates lie at the bottom of nested lists, however deep a geometry nests them. */
    private static void widen(JsonNode node, double[] box) {
        if (node.isArray() && node.path(0).isNumber()) {
            double longitude = node.path(0).asDouble();
            double latitude = node.path(1).asDouble();
            box[0] = Math.min(box[0], longitude);
            box[1] = Math.min(box[1], latitude);
            box[2] = Math.max(box[2], longitude);
            box[3] = Math.max(box[3], latitude);
        } else {
            node.forEach(child -> widen(child, box));
        }
    }

    private Shape shape(JsonNode feature) {
        JsonNode properties = feature.path("properties");
        StringBuilder path = new StringBuilder();
        double[] box = {180, 90, -180, -90};
        widen(feature.path("geometry").path("coordinates"), box);
        trace(feature.path("geometry").path("coordinates"), path);
        JsonNode seat = properties.path("seat");
        return new Shape(
                properties.path("site").asString(),
                properties.path("shortName").asString(properties.path("name").asString()),
                properties.path("shortNameEn").asString(""),
                point(seat.path(0).asDouble(), seat.path(1).asDouble()),
                path.toString(),
                point(box[0], box[1]).x(),
                point(box[2], box[1]).x());
    }

    private void trace(JsonNode node, StringBuilder path) {
        boolean ring =
                node.isArray() && node.path(0).isArray() && node.path(0).path(0).isNumber();
        if (!ring) {
            node.forEach(child -> trace(child, path));
            return;
        }
        char step = 'M';
        for (JsonNode position : node) {
            Point point = point(position.path(0).asDouble(), position.path(1).asDouble());
            path.append(step).append(point.xWritten()).append(' ').append(point.yWritten());
            step = 'L';
        }
        path.append('Z');
    }

    private Point point(double longitude, double latitude) {
        return new Point((longitude - west) * scaleX, (north - latitude) * scaleY);
    }

    private static String written(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Whether this installation may show a map. */
    public boolean shown() {
        return shown;
    }

    public List<Shape> shapes() {
        return shapes;
    }

    public String viewBox() {
        return written(-MARGIN) + " " + written(-MARGIN) + " " + written(WIDTH + 2 * MARGIN) + " "
                + written(height + 2 * MARGIN);
    }

    /** What must stand under the map. */
    public String note(boolean english) {
        return english && !noteEn.isEmpty() ? noteEn : note;
    }

    /** The approval number; "" for a sketch. */
    public String approval() {
        return approval;
    }

    /**
     * What the names on the map cover: the middle of each, of a long one the middles of its halves.
     *
     * @param but number of the institute whose name stands outside of its area; "" for none
     */
    List<Point> names(String but) {
        List<Point> covered = new ArrayList<>();
        for (Shape shape : shapes) {
            double y = shape.label().y() - LETTER / 3;
            if (shape.site().equals(but)) {
                continue;
            }
            if (shape.name().length() <= 2) {
                covered.add(new Point(shape.label().x(), y));
            } else {
                covered.add(new Point(shape.label().x() - LETTER, y));
                covered.add(new Point(shape.label().x() + LETTER, y));
            }
        }
        return covered;
    }

    /** What the map calls an institute's area; the institute's own name where the map has none. */
    public String called(Site institute, boolean english) {
        return shapes.stream()
                .filter(shape -> shape.site().equals(institute.number()))
                .map(shape -> shape.called(english))
                .findFirst()
                .orElseGet(() -> institute.called(english));
    }

    /** Where on the map a position lies; nowhere where it was measured in another system or lies outside. */
    public Optional<Point> locate(Position position) {
        if (position.crs() != crs) {
            return Optional.empty();
        }
        Point point =
                point(position.longitude().doubleValue(), position.latitude().doubleValue());
        boolean inside = point.x() >= 0 && point.x() <= WIDTH && point.y() >= 0 && point.y() <= height;
        return inside ? Optional.of(point) : Optional.empty();
    }
}
