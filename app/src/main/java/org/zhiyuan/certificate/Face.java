package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.ledger.Seals;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands on a certificate, in the four blocks of R21: who served, what was done, who certifies, number and date. The
 * paper, the page and the signed form are made of this and say the same.
 *
 * @param holder whole name
 * @param volunteer the volunteer's number
 * @param total sum of the lines
 * @param issuer who recorded and certifies
 * @param responsible who leads the issuing place (负责人); "" where nobody's name is public
 * @param handler who handled it (经办人)
 * @param contact telephone of the place
 * @param page address of the public page
 * @param sample whether the data are made up
 */
public record Face(
        String number,
        String code,
        String holder,
        String volunteer,
        LocalDate from,
        LocalDate to,
        ServiceTime total,
        String issuer,
        String responsible,
        String handler,
        String contact,
        LocalDate issuedOn,
        String page,
        boolean sample,
        List<Line> lines) {
    static final String TYPE = "zhiyuan-certificate-v1";
    /** Kinds of service that the front names one by one; the others are one row together. */
    public static final int GROUPS_MAX = 5;

    public Face {
        lines = List.copyOf(lines);
    }

    /** One service, as people read it. */
    public record Line(
            String activity,
            LocalDate day,
            String place,
            String content,
            ServiceTime time,
            String organiser,
            String responsible,
            Manner manner,
            boolean late,
            String recorder) {
        static Line of(Credit credit) {
            return new Line(
                    credit.activity(),
                    credit.day(),
                    credit.place(),
                    credit.content(),
                    credit.time(),
                    credit.organiser(),
                    credit.responsible(),
                    credit.manner(),
                    credit.late(),
                    credit.recorder());
        }
    }

    /** Services of one name together, for the front. */
    public record Group(String activity, LocalDate from, LocalDate to, int times, ServiceTime time) {
        private Group and(Group other) {
            return new Group(
                    activity,
                    from.isBefore(other.from) ? from : other.from,
                    to.isAfter(other.to) ? to : other.to,
                    times + other.times,
                    time.plus(other.time));
        }
    }

    /** The largest first; what is too small to be named stands last, under the name "". */
    public List<Group> groups() {
        Map<String, Group> byName = new LinkedHashMap<>();
        lines.forEach(line -> byName.merge(
                line.activity(), new Group(line.activity(), line.day(), line.day(), 1, line.time()), Group::and));
        List<Group> groups = new ArrayList<>(byName.values().stream()
                .sorted(java.util.Comparator.comparing(Group::time).reversed())
                .toList());
        while (groups.size() > GROUPS_MAX) {
            Group last = groups.removeLast();
            Group before = groups.removeLast();
            Group rest = new Group("", last.from(), last.to(), last.times(), last.time());
            groups.add(rest.and(before));
        }
        return List.copyOf(groups);
    }

    /** How much of it was proved in which way. */
    public Map<Manner.Group, ServiceTime> mix() {
        Map<Manner.Group, ServiceTime> mix = new EnumMap<>(Manner.Group.class);
        lines.forEach(line -> mix.merge(line.manner().group(line.late()), line.time(), ServiceTime::plus));
        return mix;
    }

    /** Every sign that people wrote and that is drawn. */
    String everything() {
        StringBuilder all = new StringBuilder();
        all.append(holder).append(issuer).append(responsible).append(handler).append(contact);
        lines.forEach(line -> all.append(line.activity())
                .append(line.place())
                .append(line.content())
                .append(line.organiser())
                .append(line.responsible())
                .append(line.recorder()));
        return all.toString();
    }

    /**
     * The signed form before its signature: every line with the entry that proves it.
     *
     * @param proofs of the lines, in their order, under one head
     */
    Map<String, Object> facts(List<Seals.Opened> proofs) {
        if (proofs.size() != lines.size()) {
            throw new IllegalArgumentException(proofs.size() + " proofs for " + lines.size() + " lines");
        }
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Map<String, Object> facts = new TreeMap<>(proofs.get(i).facts());
            facts.put("activity", line.activity());
            facts.put("content", line.content());
            facts.put("day", line.day());
            facts.put("late", line.late());
            facts.put("manner", line.manner().name());
            facts.put("minutes", line.time().minutes());
            facts.put("organiser", line.organiser());
            facts.put("place", line.place());
            facts.put("recorder", line.recorder());
            facts.put("responsible", line.responsible());
            written.add(facts);
        }
        Map<String, Object> facts = new TreeMap<>();
        facts.put("code", code);
        facts.put("contact", contact);
        facts.put("from", from);
        facts.put("handler", handler);
        facts.put("head", proofs.getFirst().head().published());
        facts.put("holder", holder);
        facts.put("issued", issuedOn);
        facts.put("issuer", issuer);
        facts.put("lines", written);
        facts.put("minutes", total.minutes());
        facts.put("number", number);
        facts.put("page", page);
        facts.put("responsible", responsible);
        facts.put("sample", sample);
        facts.put("to", to);
        facts.put("type", TYPE);
        facts.put("volunteer", volunteer);
        return facts;
    }

    /** Read back from the signed form. */
    static Face read(String document) {
        JsonNode json = JsonMapper.builder().build().readTree(document);
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : json.path("lines")) {
            lines.add(new Line(
                    text(line, "activity"),
                    LocalDate.parse(text(line, "day")),
                    text(line, "place"),
                    text(line, "content"),
                    new ServiceTime(line.path("minutes").asLong()),
                    text(line, "organiser"),
                    text(line, "responsible"),
                    Manner.valueOf(text(line, "manner")),
                    line.path("late").asBoolean(),
                    text(line, "recorder")));
        }
        return new Face(
                text(json, "number"),
                text(json, "code"),
                text(json, "holder"),
                text(json, "volunteer"),
                LocalDate.parse(text(json, "from")),
                LocalDate.parse(text(json, "to")),
                new ServiceTime(json.path("minutes").asLong()),
                text(json, "issuer"),
                text(json, "responsible"),
                text(json, "handler"),
                text(json, "contact"),
                LocalDate.parse(text(json, "issued")),
                text(json, "page"),
                json.path("sample").asBoolean(),
                lines);
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
