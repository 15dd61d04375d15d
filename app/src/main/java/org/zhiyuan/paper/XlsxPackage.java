package org.zhiyuan.paper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * The files inside a workbook, unpacked within limits and looked through before anything interprets them. What was
 * looked through is packed again for the reader, so that it cannot see other bytes than we did.
 */
final class XlsxPackage {
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    /** Name, local head and directory entry of one part, with room to spare. */
    private static final int PART_HEAD_BYTES = 512;

    private final Map<String, byte[]> parts;

    private XlsxPackage(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    static XlsxPackage open(byte[] bytes, SheetLimits limits) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            long left = limits.unpackedBytesMax();
            int count = 0;
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (++count > limits.partsMax()) {
                    throw tooMuch();
                }
                String name = entry.getName();
                if (name.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
                    throw new Unreadable(Text.of("这个工作簿带宏，不能收"), Text.of("请另存为不带宏的 .xlsx 再传"));
                }
                if (entry.getSize() > left) {
                    throw tooMuch();
                }
                byte[] content = unpack(zip, entry, left);
                left -= content.length;
                long unpacked = limits.unpackedBytesMax() - left;
                if (unpacked > SheetLimits.RATIO_ASKED_FROM_BYTES && unpacked / bytes.length > limits.ratioMax()) {
                    throw tooMuch();
                }
                if (wanted(name) && parts.put(name, content) != null) {
                    throw Unreadable.broken();
                }
            }
        }
        XlsxPackage unpacked = new XlsxPackage(parts);
        unpacked.refuseDefinitions();
        return unpacked;
    }

    private static byte[] unpack(ZipFile zip, ZipArchiveEntry entry, long left) throws IOException {
        // no spreadsheet program packs in another way, and the libraries for the others are not here
        if (entry.getMethod() != ZipArchiveEntry.STORED && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            throw new java.util.zip.ZipException("compression method " + entry.getMethod());
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        try (InputStream packed = zip.getInputStream(entry)) {
            for (int read = packed.read(buffer); read >= 0; read = packed.read(buffer)) {
                if (content.size() + read > left) {
                    throw tooMuch();
                }
                content.write(buffer, 0, read);
            }
        }
        return content.toByteArray();
    }

    /** The reader needs these; pictures, drawings, links to other workbooks it never gets to see. */
    private static boolean wanted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("[content_types].xml")
                || lower.equals("_rels/.rels")
                || lower.startsWith("xl/")
                        && (lower.endsWith(".xml") || lower.equals("xl/_rels/workbook.xml.rels"))
                        && !lower.startsWith("xl/externallinks/");
    }

    private static Unreadable tooMuch() {
        return new Unreadable(Text.of("这个文件解压后大得不正常，没有打开"), Text.of("请把数据复制到模板里再传"));
    }

    /** Document type definitions define entities, and entities reach for files or grow without end: none is needed. */
    private void refuseDefinitions() {
        for (byte[] part : parts.values()) {
            walk(part, reader -> {});
        }
    }

    /** The part of the first worksheet. */
    byte[] firstSheet() {
        String[] relation = {null};
        walk(part("xl/workbook.xml"), reader -> {
            if (reader.getLocalName().equals("sheet") && relation[0] == null) {
                String id = reader.getAttributeValue(RELATIONS, "id");
                relation[0] = id == null ? reader.getAttributeValue(STRICT_RELATIONS, "id") : id;
            }
        });
        String[] target = {null};
        walk(part("xl/_rels/workbook.xml.rels"), reader -> {
            if (reader.getLocalName().equals("Relationship")
                    && reader.getAttributeValue(null, "Id") != null
                    && reader.getAttributeValue(null, "Id").equals(relation[0])) {
                target[0] = reader.getAttributeValue(null, "Target");
            }
        });
        if (target[0] == null) {
            throw Unreadable.broken();
        }
        return part(target[0].startsWith("/") ? target[0].substring(1) : "xl/" + target[0]);
    }

    /** Some programs write workbooks without styles; the reader would stumble over asking for them. */
    boolean styled() {
        return parts.containsKey("xl/styles.xml");
    }

    private byte[] part(String name) {
        byte[] found = parts.get(name);
        if (found == null) {
            throw Unreadable.broken();
        }
        return found;
    }

    /** The same parts in a plain archive, stored and not packed. They are let go of on the way: ask it last. */
    InputStream repacked() throws IOException {
        Plain out = new Plain(parts.values().stream()
                .mapToInt(part -> part.length + PART_HEAD_BYTES)
                .sum());
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Iterator<Map.Entry<String, byte[]>> each = parts.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<String, byte[]> part = each.next();
                CRC32 crc = new CRC32();
                crc.update(part.getValue());
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(part.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
                each.remove();
            }
        }
        return out.read();
    }

    /** Made as large as it will be, and read where it was written: a long sheet need not lie in the memory twice. */
    private static final class Plain extends ByteArrayOutputStream {
        Plain(int size) {
            super(size);
        }

        InputStream read() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }

    interface ElementVisitor {
        void start(XMLStreamReader reader) throws XMLStreamException;
    }

    static void walk(byte[] part, ElementVisitor visitor) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(part));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new Unreadable(Text.of("这个文件里有不该有的文档类型定义（DTD），没有打开"), Text.of("请把数据复制到模板里再传"));
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    visitor.start(reader);
                }
            }
        } catch (XMLStreamException e) {
            throw Unreadable.broken();
        }
    }

    static @Nullable String attribute(XMLStreamReader reader, String name) {
        return reader.getAttributeValue(null, name);
    }
}
