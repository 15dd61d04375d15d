package org.zhiyuan.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What others say of a PDF of ours: veraPDF whether it keeps, pdftotext what is copied out of it. */
public final class Archive {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    /** @param assertions how many things were looked at */
    public record Conformance(boolean right, int assertions, List<String> faults) {}

    private Archive() {}

    /** Whether it is PDF/A-3u. */
    public static Conformance conformance(byte[] pdf) {
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_U);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_U, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> faults = result.getTestAssertions().stream()
                    .map(assertion -> assertion.getRuleId().getClause() + " " + assertion.getMessage())
                    .distinct()
                    .limit(20)
                    .toList();
            return new Conformance(result.isCompliant(), result.getTotalAssertions(), faults);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text as a reader copies it. */
    public static String text(byte[] pdf) throws IOException, InterruptedException {
        Path file = Files.createTempFile("archive", ".pdf");
        try {
            Files.write(file, pdf);
            Process process = new ProcessBuilder("pdftotext", "-enc", "UTF-8", "-raw", file.toString(), "-").start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("pdftotext answered " + process.exitValue());
            }
            return text;
        } finally {
            Files.delete(file);
        }
    }

    /** Each page as a picture: {@code name-1.png} …. */
    public static void draw(byte[] pdf, Path folder, String name) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".pdf");
        Files.write(file, pdf);
        Process process = new ProcessBuilder(
                        "pdftoppm",
                        "-r",
                        "96",
                        "-png",
                        file.toString(),
                        folder.resolve(name).toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("pdftoppm answered " + process.exitValue());
        }
    }
}
