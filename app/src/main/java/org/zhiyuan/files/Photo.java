package org.zhiyuan.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/**
 * A photo made anew from nothing but its picture: place, time, device and whatever else travelled in the file stays
 * behind. How large the picture is, is read from the head of the file before anything of it is unpacked.
 */
final class Photo {
    /** A picture of more, unpacked, is more memory than one upload is worth. */
    static final long PIXELS_MAX = 40_000_000L;
    /** What a page shows at most. */
    private static final int EDGE_MAX = 1920;

    private static final double QUALITY = 0.82;

    private Photo() {}

    /** @throws Refusal where the bytes are no picture, or one too large to unpack */
    static byte[] anew(byte[] bytes) {
        try {
            int edge = measure(bytes);
            BufferedImage picture = Thumbnails.of(new ByteArrayInputStream(bytes))
                    .scale(Math.min(1.0, (double) EDGE_MAX / edge))
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .asBufferedImage();
            ByteArrayOutputStream fresh = new ByteArrayOutputStream();
            Thumbnails.of(picture)
                    .scale(1)
                    .outputFormat("jpg")
                    .outputQuality(QUALITY)
                    .toOutputStream(fresh);
            return fresh.toByteArray();
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            // a reader of pictures fails in many ways on what is none
            throw unreadable();
        }
    }

    /** The longer edge, in points. */
    private static int measure(byte[] bytes) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw unreadable();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                long pixels = (long) width * height;
                if (pixels > PIXELS_MAX) {
                    throw new Refusal(Text.of("这张照片有 {0} 万像素，太大了，没有收下", pixels / 10_000), Text.of("请换一张，或者用手机缩小以后再传"));
                }
                return Math.max(width, height);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Refusal unreadable() {
        return new Refusal(Text.of("这张照片打不开，没有收下"), Text.of("请换一张 JPEG 或 PNG 照片"));
    }
}
