package org.zhiyuan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RequestMapping;
import org.zhiyuan.kernel.Can;

/** The shape of the house, checked. What each rule is for stands beside it; how to keep them, in CONTRIBUTING.md. */
class ArchitectureTest {
    /** From the ground up. A room may use rooms of lower levels only, and of those the ones that its package-info lists. */
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            entry("kernel", 1),
            entry("cell", 2),
            entry("jobs", 2),
            entry("shell", 3),
            entry("files", 3),
            entry("channel", 3),
            entry("ledger", 3),
            entry("paper", 4),
            entry("audit", 4),
            entry("network", 5),
            entry("unit", 6),
            entry("person", 6),
            entry("register", 7),
            entry("access", 7),
            entry("staff", 8),
            entry("matter", 9),
            entry("volunteer", 10),
            entry("team", 11),
            entry("roll", 11),
            entry("project", 12),
            entry("activity", 13),
            entry("presence", 14),
            entry("hours", 15),
            entry("certificate", 16),
            entry("reward", 16),
            entry("complaint", 17),
            entry("notice", 18));

    /** Services that open their transactions by hand, and why. */
    private static final Set<String> TRANSACTIONS_BY_HAND =
            // the token and the change that it guards are one transaction, which the change brings with it
            Set.of("FormTokens");

    /** Migrations whose functions read the server's clock, and why. */
    private static final Set<String> THEIR_OWN_TIME =
            // an event's time is not for the application to choose
            Set.of("audit");

    private static ApplicationModules rooms;
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        rooms = ApplicationModules.of(Zhiyuan.class);
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.zhiyuan");
    }

    @Test
    void roomsUseOnlyWhatTheyListAndNothingInACircle() {
        rooms.verify();
    }

    @Test
    void stairsRunDownOnly() {
        rooms.forEach(room -> {
            String name = room.getIdentifier().toString();
            assertThat(LEVELS).as("room %s has a level", name).containsKey(name);
            ApplicationModule declared = Objects.requireNonNull(
                    packageAnnotation(room.getBasePackage().getName(), ApplicationModule.class), name);
            for (String used : declared.allowedDependencies()) {
                String below = used.split(" ?:", 2)[0].strip();
                assertThat(LEVELS.get(below))
                        .as("%s (level %s) uses %s, which must lie below", name, LEVELS.get(name), below)
                        .isNotNull()
                        .isLessThan(LEVELS.get(name));
            }
        });
    }

    /** A page's template may only name what its room may use: stairs run down there too. */
    @Test
    void templatesUseOnlyTheRoomsBelow() {
        Pattern room = Pattern.compile("(?:org\\.zhiyuan|@template)\\.([a-z]+)\\.");
        List<String> upward = new ArrayList<>();
        for (Sources.Source page : Sources.of(Sources.PAGES, ".jte")) {
            String own = Sources.PAGES.relativize(page.path()).getName(0).toString();
            ApplicationModule declared = packageAnnotation("org.zhiyuan." + own, ApplicationModule.class);
            Set<String> allowed = new TreeSet<>(declared == null ? List.of() : List.of(declared.allowedDependencies()));
            allowed.add(own);
            allowed.add("kernel");
            Matcher used = room.matcher(page.text());
            while (used.find()) {
                if (!allowed.contains(used.group(1))) {
                    upward.add(page.at(used.start()) + " uses " + used.group(1));
                }
            }
        }
        assertThat(upward).isEmpty();
    }

    /** NullAway looks only into marked packages, and a mark does not reach the packages below. */
    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        house.forEach(type -> {
            if (packageAnnotation(type.getPackageName(), NullMarked.class) == null) {
                unmarked.add(type.getPackageName());
            }
        });
        assertThat(unmarked).isEmpty();
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that(DescribedPredicate.not(inAStore()))
                .and()
                .resideOutsideOfPackage("org.zhiyuan.cell..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "speak to the database",
                        type -> type.isAssignableTo(JdbcClient.class)
                                || type.isAssignableTo(JdbcOperations.class)
                                || type.isAssignableTo(NamedParameterJdbcOperations.class)
                                || type.isAssignableTo(DataSource.class)
                                || type.isAssignableTo(Connection.class)
                                || type.isAssignableTo(Statement.class)))
                .because("a room's SQL stands in one place; the cell, which makes the connections, is the exception")
                .check(house);
    }

    @Test
    void storesStayInTheirRoom() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .notBePublic()
                .because("other rooms call the service, which opens the transaction that the row policies need")
                .check(house);
    }

    /** What is put together from text cannot be told from what somebody entered: SQL is constant. */
    @Test
    void sqlIsNeverPutTogether() {
        Pattern call = Pattern.compile("\\.(sql|batchUpdate|prepareStatement|prepareCall|executeQuery|queryForObject|"
                + "queryForList|queryForStream|copyIn)\\(");
        Pattern constant = Pattern.compile("[A-Z][A-Z0-9_]*");
        List<String> wrong = new ArrayList<>();
        for (Sources.Source source : Sources.of(Sources.JAVA, ".java")) {
            if (source.path().toString().contains("/cell/")) {
                continue;
            }
            String code = Sources.code(source.text());
            Matcher sql = call.matcher(code);
            while (sql.find()) {
                int open = sql.end() - 1;
                String argument = firstArgument(code, open).strip();
                for (String piece : argument.split("[\\s+]+")) {
                    boolean known = piece.isEmpty()
                            || (constant.matcher(piece).matches() && declaredConstant(source.text(), code, piece));
                    if (!known) {
                        wrong.add(source.at(sql.start()) + " " + sql.group(1) + "(… " + piece + " …)");
                    }
                }
            }
        }
        assertThat(wrong)
                .as("the argument must be a literal, a text block, or a constant of the same file made of those")
                .isEmpty();
    }

    /**
     * A text block of one line loses the blank that it begins with, so that it grows together with what it is joined to:
     * {@code "select " + COLUMNS + """ from …"""} reads {@code …registered_atfrom}.
     */
    @Test
    void wordsOfSqlDoNotGrowTogether() {
        List<String> wrong = new ArrayList<>();
        for (Sources.Source source : Sources.of(Sources.JAVA, "Store.java")) {
            wrong.addAll(grownTogether(source));
        }
        assertThat(wrong).isEmpty();

        var lost = new Sources.Source(
                Path.of("Store.java"),
                "static final String COLUMNS = \"a, b\"; String sql = \"select \" + COLUMNS + \"\"\"\n     from t\"\"\";");
        assertThat(grownTogether(lost)).as("one that has lost its blank").hasSize(1);
    }

    private static List<String> grownTogether(Sources.Source source) {
        String text = source.text();
        String code = Sources.code(text);
        List<Sources.Literal> literals = Sources.literals(text);
        List<String> wrong = new ArrayList<>();
        for (Sources.Literal literal : literals) {
            String before = code.substring(0, literal.start()).stripTrailing();
            if (!before.endsWith("+")) {
                continue;
            }
            int joint = before.length() - 1;
            Matcher name = Pattern.compile("([A-Z][A-Z0-9_]*)\\s*$").matcher(code.substring(0, joint));
            int from = 0;
            int until = joint;
            if (name.find()) {
                Matcher declared = Pattern.compile("static final String " + name.group(1) + "\\s*=")
                        .matcher(code);
                if (!declared.find()) {
                    continue;
                }
                from = declared.end();
                until = code.indexOf(';', from);
            }
            int first = from;
            int last = until;
            String left = literals.stream()
                    .filter(one -> one.start() >= first && one.end() <= last)
                    .reduce((one, next) -> next)
                    .map(Sources.Literal::value)
                    .orElse("");
            String right = text.startsWith("\"\"\"", literal.start())
                    ? literal.value().substring(literal.value().indexOf('\n') + 1)
                    : literal.value();
            if (left.matches("(?s).*[\\w)]") && right.matches("(?s)[a-zA-Z].*")) {
                wrong.add(source.at(literal.start()) + " "
                        + right.lines().findFirst().orElse(""));
            }
        }
        return wrong;
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.zhiyuan.cell..")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("ask the machine for the time", ArchitectureTest::asksTheMachine))
                .because("now comes from the injected InstantSource, so that a test can set it")
                .check(house);
    }

    @Test
    void databaseIsNotAskedForTheTime() {
        Pattern now = Pattern.compile(
                "(?i)\\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\\s*\\(|\\bcurrent_(timestamp|date|time)\\b");
        List<String> wrong = new ArrayList<>();
        for (Sources.Source source : Sources.of(Sources.JAVA, "Store.java")) {
            for (Sources.Literal literal : Sources.literals(source.text())) {
                if (now.matcher(literal.value()).find()) {
                    wrong.add(source.at(literal.start()));
                }
            }
        }
        for (Sources.Source source : Sources.of(Sources.RESOURCES.resolve("db/migration"), ".sql")) {
            Matcher found = now.matcher(source.text().replaceAll("--[^\n]*", ""));
            if (!THEIR_OWN_TIME.contains(source.path()
                            .getName(source.path().getNameCount() - 2)
                            .toString())
                    && found.find()) {
                wrong.add(source.path() + ": " + found.group());
            }
        }
        assertThat(wrong)
                .as("the instant is a parameter, from the injected clock")
                .isEmpty();
    }

    @Test
    void controllersStayInTheirRoomsWebPackage() {
        classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .or()
                .areMetaAnnotatedWith(ControllerAdvice.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAPackage("org.zhiyuan.*.web")
                .check(house);
    }

    @Test
    void everyHandlerNamesItsAction() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should()
                .beAnnotatedWith(Can.class)
                .because("a handler without one answers nobody")
                .check(house);
        methods()
                .that()
                .areAnnotatedWith(Can.class)
                .should()
                .beMetaAnnotatedWith(RequestMapping.class)
                .because("elsewhere nobody would look at it")
                .check(house);
    }

    @Test
    void servicesOpenATransaction() {
        classes()
                .that()
                .areAnnotatedWith(Service.class)
                .and()
                .arePublic()
                .and(DescribedPredicate.describe(
                        "do not open theirs by hand", type -> !TRANSACTIONS_BY_HAND.contains(type.getSimpleName())))
                .should(openATransactionInEachPublicMethod())
                .because("a read outside a transaction has no scope and sees nothing")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void namesAreTheFieldsNouns() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(house.that(DescribedPredicate.describe(
                        "are not a Spring kind with that name",
                        type -> !type.isAssignableTo(
                                org.springframework.transaction.PlatformTransactionManager.class))));
    }

    /** A bean made by the framework's own reflection needs no public constructor; a public one invites calls around it. */
    @Test
    void fieldsAreNotInjected() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields()
                .should()
                .beAnnotatedWith(org.springframework.beans.factory.annotation.Autowired.class)
                .because("a constructor says what a class needs")
                .check(house);
    }

    @Test
    void pagesCarryNoStyleNoScriptAndNothingUnescaped() {
        Map<String, Pattern> forbidden = Map.of(
                "style attribute", Pattern.compile("\\sstyle\\s*="),
                "handler attribute", Pattern.compile("\\son[a-z]+\\s*="),
                "inline script", Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>"),
                "style element", Pattern.compile("<style[\\s>]"),
                "unescaped output", Pattern.compile("\\$unsafe\\{"),
                "evaluated attribute", Pattern.compile("\\shx-(on|vars)\\b|javascript:"));
        List<String> wrong = new ArrayList<>();
        for (Sources.Source page : Sources.of(Sources.PAGES, ".jte")) {
            String text = page.text().replaceAll("(?s)<%--.*?--%>", "");
            forbidden.forEach((what, pattern) -> {
                if (pattern.matcher(text).find()) {
                    wrong.add(page.path() + ": " + what);
                }
            });
        }
        assertThat(wrong).as("the content security policy refuses them").isEmpty();
    }

    @Test
    void everyPostFormCarriesItsTokens() {
        Pattern form = Pattern.compile("(?is)<form\\b[^>]*method=\"post\"[^>]*>(.*?)</form>");
        List<String> without = new ArrayList<>();
        for (Sources.Source page : Sources.of(Sources.PAGES, ".jte")) {
            Matcher found = form.matcher(page.text());
            while (found.find()) {
                boolean carries = found.group(1).contains("@template.shell.hidden(")
                        || found.group(1).contains("name=\"_csrf\"");
                if (!carries) {
                    without.add(page.at(found.start()));
                }
            }
        }
        assertThat(without)
                .as("@template.shell.hidden stands in every form that changes something")
                .isEmpty();
    }

    private static ArchCondition<JavaClass> openATransactionInEachPublicMethod() {
        return new ArchCondition<>("be @Transactional, themselves or in each public method") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean whole = type.isAnnotatedWith(Transactional.class);
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> !whole && !method.isAnnotatedWith(Transactional.class))
                        .forEach(method -> events.add(SimpleConditionEvent.violated(method, method.getFullName())));
            }
        };
    }

    private static DescribedPredicate<JavaClass> inAStore() {
        return DescribedPredicate.describe("are a store", type -> {
            JavaClass top = type;
            while (top.getEnclosingClass().isPresent()) {
                top = top.getEnclosingClass().get();
            }
            return top.getSimpleName().endsWith("Store");
        });
    }

    private static boolean asksTheMachine(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        boolean now = name.equals("now") && owner.isAssignableTo(Temporal.class);
        boolean millis = name.equals("currentTimeMillis") && owner.isEquivalentTo(System.class);
        boolean clock = name.startsWith("system")
                && (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class));
        boolean date = name.equals("<init>") && owner.isEquivalentTo(Date.class);
        return now || millis || clock || date;
    }

    private static String firstArgument(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            }
            if (depth == 0 || (depth == 1 && c == ',')) {
                return code.substring(open + 1, i);
            }
        }
        return code.substring(open + 1);
    }

    private static boolean declaredConstant(String text, String code, String name) {
        Matcher declared =
                Pattern.compile("static final String " + name + "\\s*=").matcher(code);
        if (!declared.find()) {
            return false;
        }
        String value = code.substring(declared.end(), code.indexOf(';', declared.end()));
        for (String piece : value.split("[\\s+]+")) {
            if (!piece.isEmpty()
                    && (piece.equals(name)
                            || !piece.matches("[A-Z][A-Z0-9_]*")
                            || !declaredConstant(text, code, piece))) {
                return false;
            }
        }
        return true;
    }

    private static <A extends Annotation> @Nullable A packageAnnotation(String packageName, Class<A> type) {
        try {
            return Class.forName(packageName + ".package-info").getAnnotation(type);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
