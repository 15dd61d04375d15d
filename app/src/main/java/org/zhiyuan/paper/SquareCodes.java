package org.zhiyuan.paper;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Draws {@code <object type="paper/qr" data="https://…">} as lines, so that it is sharp on whatever printer. */
final class SquareCodes implements FSObjectDrawer {
    static final String TYPE = "paper/qr";

    @Override
    public @Nullable Map<Shape, String> drawObject(
            Element element,
            double x,
            double y,
            double width,
            double height,
            OutputDevice device,
            RenderingContext context,
            int dotsPerPixel) {
        boolean[][] modules = QrCode.modules(element.getAttribute("data"));
        double side = Math.min(width, height) / dotsPerPixel;
        double module = side / modules.length;
        device.drawWithGraphics((float) x, (float) y, (float) side, (float) side, graphics -> {
            graphics.setColor(Color.BLACK);
            for (int row = 0; row < modules.length; row++) {
                for (int column = 0; column < modules.length; column++) {
                    // neighbours in a row are one rectangle: no white hair between them
                    int from = column;
                    while (column < modules.length && modules[row][column]) {
                        column++;
                    }
                    if (column > from) {
                        graphics.fill(
                                new Rectangle2D.Double(from * module, row * module, (column - from) * module, module));
                    }
                }
            }
        });
        return null;
    }
}
