package org.zhiyuan.paper;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/**
 * A square code as one path: drawn by the page itself, so that what it says goes to nobody else.
 *
 * @param size modules on a side, margin included
 */
public record QrCode(int size, String path) {
    private static final int MARGIN_MODULES = 4;

    public static QrCode of(String text) {
        BitMatrix modules = matrix(text);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new QrCode(modules.getWidth(), path.toString());
    }

    /** The dark modules by row and column, margin included. */
    static boolean[][] modules(String text) {
        BitMatrix modules = matrix(text);
        boolean[][] dark = new boolean[modules.getHeight()][modules.getWidth()];
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                dark[y][x] = modules.get(x, y);
            }
        }
        return dark;
    }

    private static BitMatrix matrix(String text) {
        try {
            return new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, MARGIN_MODULES));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a square code", e);
        }
    }
}
