package org.zhiyuan.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.util.XRLog;
import gg.jte.output.StringOutput;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Templates;

/**
 * Makes PDF files that keep (PDF/A-3u): the letters lie inside, every sign can be copied as itself, nothing is fetched.
 * One is made at a time, so that a day of many certificates does not fill the memory; who waits too long is told so.
 */
@Component
public class Pdf {
    /** A page of five hundred lines has about 300,000 characters. */
    private static final int HTML_LENGTH_MAX = 2_000_000;

    private static final int WAIT_SECONDS_MAX = 30;
    private static final String FAMILY = "song";
    private static final String OWN = "paper";
    private static final Map<Integer, String> LETTERS =
            Map.of(400, "NotoSerifSC-400Regular.ttf", 700, "NotoSerifSC-700Bold.ttf");

    private final Templates templates;
    private final InstantSource clock;
    private final Semaphore turn = new Semaphore(1, true);
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private final Map<Integer, byte[]> letters;
    private final CmapLookup signs;

    Pdf(Templates templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
        this.letters = LETTERS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, letter -> read("fonts/" + letter.getValue())));
        this.signs = signs(Objects.requireNonNull(letters.get(400)));
        // it tells every step to the console
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    /**
     * A file inside the PDF.
     *
     * @param description what it is, in words
     */
    public record Attached(String name, String mimeType, String description, byte[] content) {}

    /**
     * Draws a page.
     *
     * @param template of well-formed XHTML; its style sheets are {@code paper:name.css}, and nothing else is read
     * @param attached what goes along inside the file
     */
    public byte[] write(String template, Map<String, Object> parameters, List<Attached> attached) {
        String page = inChinese(template, parameters);
        if (page.length() > HTML_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a page of " + page.length() + " characters, at most " + HTML_LENGTH_MAX);
        }
        waitForTurn();
        try {
            return draw(page, attached);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            turn.release();
        }
    }

    /** A document is Chinese, whatever language its reader's pages have. */
    private String inChinese(String template, Map<String, Object> parameters) {
        LocaleContext reader = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(Locale.CHINA);
        try {
            StringOutput html = new StringOutput();
            templates.content(template, parameters).writeTo(html);
            return html.toString();
        } finally {
            LocaleContextHolder.setLocaleContext(reader);
        }
    }

    private void waitForTurn() {
        try {
            if (turn.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(Text.of("正在做的文件太多，这一份还没有做"), Text.of("请过一分钟再试"));
    }

    /** The signs of a text for which the letters inside have no picture; "" where there are none. */
    public String missing(String text) {
        return text.codePoints()
                .filter(sign -> !Character.isWhitespace(sign) && signs.getGlyphId(sign) == 0)
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private byte[] draw(String page, List<Attached> attached) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U);
        builder.useColorProfile(colours);
        letters.forEach((weight, letter) ->
                builder.useFont(() -> new ByteArrayInputStream(letter), FAMILY, weight, FontStyle.NORMAL, true));
        DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
        drawers.registerDrawer(SquareCodes.TYPE, new SquareCodes());
        builder.useObjectDrawerFactory(drawers);
        // nothing but our own style sheets is ever read: no file, no network
        builder.useUriResolver((base, uri) -> uri.startsWith(OWN + ":") ? uri : null);
        builder.useProtocolsStreamImplementation(uri -> new Sheet(read(uri.substring(OWN.length() + 1))), OWN);
        builder.withHtmlContent(page, OWN + ":/");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        builder.toStream(out);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            if (!attached.isEmpty()) {
                attach(document, attached);
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private void attach(PDDocument document, List<Attached> attached) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        COSArray associated = new COSArray();
        Map<String, PDComplexFileSpecification> byName = new java.util.TreeMap<>();
        Calendar now = GregorianCalendar.from(
                clock.instant().atZone(TimeZone.getTimeZone("UTC").toZoneId()));
        for (Attached one : attached) {
            PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(one.content()));
            file.setSubtype(one.mimeType());
            file.setSize(one.content().length);
            file.setModDate(now);
            PDComplexFileSpecification specification = new PDComplexFileSpecification();
            specification.setFile(one.name());
            specification.setFileUnicode(one.name());
            specification.setFileDescription(one.description());
            specification.setEmbeddedFile(file);
            specification.setEmbeddedFileUnicode(file);
            specification.getCOSObject().setName(COSName.getPDFName("AFRelationship"), "Data");
            byName.put(one.name(), specification);
            associated.add(specification.getCOSObject());
        }
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(byName);
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(tree);
        catalog.setNames(names);
        catalog.getCOSObject().setItem(COSName.getPDFName("AF"), associated);
    }

    private static byte[] read(String name) {
        if (!name.matches("[A-Za-z0-9/.-]+") || name.contains("..")) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "no such file of paper: %s", name));
        }
        try (InputStream in = Pdf.class.getResourceAsStream("/paper/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such file of paper: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CmapLookup signs(byte[] letter) {
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(letter))) {
            return font.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A style sheet of our own as the renderer asks for it. */
    private record Sheet(byte[] content) implements com.openhtmltopdf.extend.FSStream {
        @Override
        public InputStream getStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public java.io.Reader getReader() {
            return new java.io.InputStreamReader(getStream(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
