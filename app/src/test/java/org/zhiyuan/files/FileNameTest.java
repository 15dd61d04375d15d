package org.zhiyuan.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNameTest {
    @Test
    void aNameKeepsItsWordsAndLosesEverythingElse() {
        assertThat(FileName.harmless("八街 阵地表（11月）.xlsx", Kind.XLSX)).isEqualTo("八街 阵地表（11月）.xlsx");
        assertThat(FileName.harmless("..\\..\\windows/etc/passwd", Kind.TEXT)).isEqualTo("passwd.txt");
        assertThat(FileName.harmless("a\r\nSet-Cookie: x=1;.csv", Kind.TEXT)).isEqualTo("aSet-Cookie x=1.csv");
        assertThat(FileName.harmless("\u202Egpj.exe", Kind.PNG)).isEqualTo("gpj.exe.png");
        assertThat(FileName.harmless("", Kind.PDF)).isEqualTo("file.pdf");
        assertThat(FileName.harmless("....", Kind.PDF)).isEqualTo("file.pdf");
        assertThat(FileName.harmless("page.html", Kind.TEXT)).isEqualTo("page.html.txt");
    }

    @Test
    void noNameIsHarmful() {
        long seed = System.nanoTime();
        System.out.println("FileNameTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder typed = new StringBuilder();
            for (int i = random.nextInt(200); i >= 0; i--) {
                typed.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(128) : random.nextInt(0x10FFFF));
            }
            String name = FileName.harmless(typed.toString(), Kind.XLSX);
            assertThat(name).endsWith(".xlsx").doesNotStartWith(".").doesNotContainPattern("[\\p{Cntrl}/\\\\\"<>|:;%]");
            assertThat(name.codePointCount(0, name.length())).isBetween(6, 125);
        }
    }
}
