package org.zhiyuan.story;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zhiyuan.HouseTest;

/**
 * A test that looks at the house through a browser. Its methods may take {@link Visits}. After each, every visit is
 * closed and its complaints (script errors, refused resources, breaches of the content security policy) fail the test;
 * a test that failed leaves a picture of each open page in {@code target/stories}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@HouseTest
@ExtendWith(StoryTeller.class)
public @interface Story {}
