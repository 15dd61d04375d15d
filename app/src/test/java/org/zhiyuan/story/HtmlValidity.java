package org.zhiyuan.story;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/**
 * The W3C's own checker, inside this JVM but in a class loader of its own: it brings a web server, a client and a logger
 * that the tests of the house must not see. Its schema is read once.
 */
final class HtmlValidity {
    private static final Path JARS = Path.of("target/html-checker");
    private static final String SCHEMA = "http://s.validator.nu/html5-all.rnc";

    private static final HtmlValidity CHECKER = new HtmlValidity();

    private final Object validator;
    private final Method prepare;
    private final Method check;

    private HtmlValidity() {
        try {
            Class<?> type = Class.forName("nu.validator.validation.SimpleDocumentValidator", true, loader());
            validator = type.getConstructor(boolean.class, boolean.class, boolean.class)
                    .newInstance(true, false, false);
            prepare = type.getMethod("setUpValidatorAndParsers", ErrorHandler.class, boolean.class, boolean.class);
            check = type.getMethod("checkHtmlInputSource", InputSource.class);
            type.getMethod("setUpMainSchema", String.class, ErrorHandler.class)
                    .invoke(validator, SCHEMA, new Collector(new ArrayList<>()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the HTML checker in " + JARS + " cannot be used", e);
        }
    }

    /** What is wrong with the page's source, as the server sent it. */
    static synchronized List<String> errors(String html) {
        List<String> errors = new ArrayList<>();
        InputSource source = new InputSource(new StringReader(html));
        source.setEncoding("UTF-8");
        try {
            CHECKER.prepare.invoke(CHECKER.validator, new Collector(errors), false, false);
            CHECKER.check.invoke(CHECKER.validator, source);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the HTML checker failed", e);
        }
        return errors;
    }

    private static ClassLoader loader() {
        try (Stream<Path> jars = Files.list(JARS)) {
            URL[] urls = jars.sorted().map(HtmlValidity::url).toArray(URL[]::new);
            return new URLClassLoader("html-checker", urls, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the HTML checker is not in " + JARS.toAbsolutePath() + ": mvn -pl app generate-test-resources", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Collector(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // warnings are advice
        }

        @Override
        public void error(SAXParseException error) {
            errors.add(error.getLineNumber() + ":" + error.getColumnNumber() + " " + error.getMessage());
        }

        @Override
        public void fatalError(SAXParseException error) {
            error(error);
        }
    }
}
