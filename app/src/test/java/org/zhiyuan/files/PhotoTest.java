package org.zhiyuan.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Refusal;

/** Photos keep their picture and nothing else. */
class PhotoTest {
    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width / 2; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, Color.RED.getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** A JPEG with an EXIF part that names a place, and says that the camera was held on its side. */
    private static byte[] withExif(byte[] jpeg) throws IOException {
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(tiff);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(6);
        out.writeShort(0);
        out.writeInt(0);
        out.writeBytes("24.92N 102.48E SECRETPHONE");
        byte[] body = tiff.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(whole);
        file.write(jpeg, 0, 2);
        file.writeShort(0xFFE1);
        file.writeShort(2 + 6 + body.length);
        file.write("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        file.write(body);
        file.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }

    @Test
    void whatTravelledInTheFileStaysBehindAndThePictureStandsUpright() throws IOException {
        byte[] taken = withExif(picture("jpg", 400, 200));
        assertThat(new String(taken, StandardCharsets.ISO_8859_1)).contains("SECRETPHONE", "Exif");

        byte[] kept = Photo.anew(taken);

        assertThat(Kind.of(kept)).isEqualTo(Kind.JPEG);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("SECRETPHONE", "Exif");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(kept));
        assertThat(image.getWidth()).isEqualTo(200);
        assertThat(image.getHeight()).isEqualTo(400);
    }

    @Test
    void aPictureIsNoLargerThanAPageShowsIt() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Photo.anew(picture("png", 4000, 1000))));
        assertThat(image.getWidth()).isEqualTo(1920);
        assertThat(image.getHeight()).isEqualTo(480);
    }

    /** A few bytes that say they are 30,000 by 30,000 points: unpacked they would fill the memory. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(head);
        fields.writeBytes("IHDR");
        fields.writeInt(30_000);
        fields.writeInt(30_000);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        out.writeInt(13);
        out.write(head.toByteArray());
        CRC32 crc = new CRC32();
        crc.update(head.toByteArray());
        out.writeInt((int) crc.getValue());
        return bytes.toByteArray();
    }

    @Test
    void aBombIsRefusedByItsHeadBeforeAnythingIsUnpacked() throws IOException {
        byte[] bomb = bomb();
        assertThat(bomb.length).isLessThan(100);
        assertThatThrownBy(() -> Photo.anew(bomb))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("90000 万像素"));
    }

    @Test
    void whatOnlyBeginsLikeAPhotoIsRefusedInWords() throws IOException {
        byte[] cut = Arrays.copyOf(picture("jpg", 200, 200), 60);
        assertThatThrownBy(() -> Photo.anew(cut)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Photo.anew("<svg onload='x'/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
    }
}
