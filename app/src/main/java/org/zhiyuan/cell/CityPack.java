package org.zhiyuan.cell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.zhiyuan.kernel.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that makes the house one city's: its names in {@code city.json}, its data in files beside it. Each room
 * reads its own file, once, into an empty database.
 */
public final class CityPack {
    private static final String CITY_FILE = "city.json";

    private final Resource home;
    private final City city;

    private CityPack(Resource home, City city) {
        this.home = home;
        this.city = city;
    }

    /** The pack in a directory. */
    static CityPack in(Path directory) {
        Path file = directory.toAbsolutePath().normalize().resolve(CITY_FILE);
        if (!Files.isReadable(file)) {
            throw new CannotStart(Text.of("目录 {0} 里没有可读的 city.json，不是城市数据包。请检查 --city。", directory));
        }
        return read(new FileSystemResource(file));
    }

    /** The one pack that is built in: which city that is, only its folder says. */
    static CityPack builtIn() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:city/*/" + CITY_FILE);
            if (found.length == 1) {
                return read(found[0]);
            }
            throw new CannotStart(Text.of("程序内有 {0} 个城市数据包，应当恰有一个。请用 --city 指定城市数据包的目录。", found.length));
        } catch (IOException e) {
            throw new CannotStart(Text.of("程序内有 {0} 个城市数据包，应当恰有一个。请用 --city 指定城市数据包的目录。", 0), e);
        }
    }

    private static CityPack read(Resource file) {
        try (var in = file.getInputStream()) {
            JsonNode json = JsonMapper.builder().build().readTree(in);
            List<String> missing = new ArrayList<>();
            var city = new City(
                    required(json, "key", missing),
                    required(json, "name", missing),
                    required(json, "nameEn", missing),
                    required(json, "product", missing),
                    required(json, "productEn", missing),
                    required(json, "sealCharacter", missing),
                    required(json, "divisionCode", missing),
                    optional(json, "phone"),
                    optional(json, "phoneHours"),
                    optional(json, "phoneHoursEn"),
                    required(json, "organiser", missing),
                    required(json, "organiserEn", missing),
                    json.path("sample").asBoolean(true));
            if (!missing.isEmpty()) {
                throw new CannotStart(Text.of("城市数据包 {0} 缺少：{1}。", file.getDescription(), String.join("、", missing)));
            }
            return new CityPack(file, city);
        } catch (IOException | JacksonException e) {
            throw new CannotStart(Text.of("城市数据包 {0} 不是可读的 JSON。请检查该文件。", file.getDescription()), e);
        }
    }

    private static String required(JsonNode json, String name, List<String> missing) {
        String value = optional(json, name);
        if (value.isBlank()) {
            missing.add(name);
        }
        return value;
    }

    private static String optional(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    /** As the pack describes it; whether a running house holds the sample is said by the bean {@link City}. */
    City city() {
        return city;
    }

    /** Whether what the pack says of places and people is made up: then a house without sample data does not read it. */
    public boolean sample() {
        return city.sample();
    }

    /** A file of the pack by its name within it; ask {@code exists()}, a pack need not have every file. */
    public Resource file(String name) {
        try {
            return home.createRelative(name);
        } catch (IOException e) {
            throw new IllegalArgumentException("no such name in a pack: " + name, e);
        }
    }

    /** The lines of a table of the pack, such as {@code sites.csv}; none where the pack has no such file. */
    public List<PackRow> rows(String name) {
        Resource file = file(name);
        if (!file.exists()) {
            return List.of();
        }
        try {
            return PackTable.rows(name, file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CannotStart(Text.of("城市数据包的 {0} 读不出来。请检查该文件。", name), e);
        }
    }
}
