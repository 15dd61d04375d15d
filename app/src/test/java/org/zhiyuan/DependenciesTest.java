package org.zhiyuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A dependency that nobody can explain does not stay: each has a line in docs/DEPENDENCIES.md. */
class DependenciesTest {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> KINDS = Set.of("dependency", "plugin", "path");

    @Test
    void everyDependencyHasALineThatSaysWhy() throws Exception {
        String lines = Files.readString(ROOT.resolve("docs/DEPENDENCIES.md"));
        Set<String> used = new TreeSet<>();
        try (var folders = Files.list(ROOT)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                addUsed(folder.resolve("pom.xml"), used);
            }
        }
        addUsed(ROOT.resolve("pom.xml"), used);

        assertThat(used).hasSizeGreaterThan(30).allMatch(name -> lines.contains("`" + name + "`"));
    }

    private static void addUsed(Path pom, Set<String> used) throws Exception {
        if (!Files.exists(pom)) {
            return;
        }
        var elements = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getElementsByTagName("artifactId");
        for (int i = 0; i < elements.getLength(); i++) {
            if (elements.item(i).getParentNode() instanceof Element owner && KINDS.contains(owner.getTagName())) {
                var group = owner.getElementsByTagName("groupId").item(0);
                String groupId = group == null || group.getParentNode() != owner
                        ? "org.apache.maven.plugins"
                        : group.getTextContent().strip();
                if (!groupId.equals("org.zhiyuan")) {
                    used.add(groupId + ":" + elements.item(i).getTextContent().strip());
                }
            }
        }
    }
}
