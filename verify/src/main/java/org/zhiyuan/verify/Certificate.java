package org.zhiyuan.verify;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A certificate of service in its signed form: each line brings the entry of the ledger that proves it. */
final class Certificate {
    private static final Set<String> NAMES = Set.of(
            "code",
            "contact",
            "from",
            "handler",
            "head",
            "holder",
            "issued",
            "issuer",
            "key",
            "lines",
            "minutes",
            "number",
            "page",
            "responsible",
            "sample",
            "signature",
            "suite",
            "to",
            "type",
            "volunteer");
    private static final Set<String> LINE = Set.of(
            "activity",
            "content",
            "day",
            "entry",
            "key",
            "late",
            "manner",
            "minutes",
            "organiser",
            "place",
            "proof",
            "recorder",
            "responsible");
    private static final int LINES_MAX = 500;

    private Certificate() {}

    static Verdict check(byte[] certificate, byte[] published, Keys keys) {
        Map<String, Object> facts = Facts.read(certificate);
        Facts.require(facts, "zhiyuan-certificate-v1", NAMES);
        if (!keys.signed(facts)) {
            throw new Verdict.Wrong(
                    "证明的签名不对，证明被改动过或不是这个城市开的",
                    "the certificate's signature does not hold: it was altered, or another issued it");
        }
        Map<String, Object> inside = Facts.object(facts, "head");
        Head head = Head.of(inside, keys);
        if (published.length > 0 && !Arrays.equals(published, Json.bytes(inside))) {
            throw new Verdict.Wrong("证明里的树头不是公布的那一个", "the head of the certificate is not the published one");
        }
        List<Map<String, Object>> lines = Facts.objects(facts, "lines", LINES_MAX);
        Set<Long> seen = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        long minutes = 0;
        for (int i = 0; i < lines.size(); i++) {
            Map<String, Object> line = lines.get(i);
            if (!line.keySet().equals(LINE)) {
                throw new Verdict.Wrong("第 %d 次服务少了、多了内容", "something of service %d is missing or added", i + 1);
            }
            Map<String, Object> entry = Facts.object(line, "entry");
            long given = Facts.number(line, "minutes");
            if (!seen.add(Checks.included(line, head))) {
                throw new Verdict.Wrong("第 %d 次服务写了两遍", "service %d stands twice", i + 1);
            }
            if (!"zhiyuan-posting-v1".equals(entry.get("type"))
                    || !"MINUTE".equals(entry.get("unit"))
                    || given <= 0
                    || Facts.number(entry, "amount") != given) {
                throw new Verdict.Wrong(
                        "第 %d 次服务的时长和账里的不一样", "service %d has not the minutes that the ledger has", i + 1);
            }
            accounts.add(Facts.text(entry, "account"));
            minutes += given;
        }
        if (lines.isEmpty() || minutes != Facts.number(facts, "minutes")) {
            throw new Verdict.Wrong("各次服务加起来不是证明的总时长", "the services do not add up to the certificate's total");
        }
        if (accounts.size() != 1) {
            throw new Verdict.Wrong("证明里有别人的服务", "services of somebody else are among them");
        }
        return Verdict.right(
                "证明有效：%1$s，%2$d 次服务共 %3$d 分钟，每一次都在 %4$s 签名的账里。有没有撤销，请看 %5$s",
                "the certificate holds: %s, %d services of %d minutes together, each in the log signed at %s. Whether it was"
                        + " revoked, see %s",
                Facts.text(facts, "number"),
                lines.size(),
                minutes,
                head.time(),
                Facts.text(facts, "page"));
    }
}
