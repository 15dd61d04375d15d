package org.zhiyuan.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The guard of a page: which action its handler is. A handler without one answers nobody. The room {@code access}
 * enforces it against the policy table before anything of the request is read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Can {
    Action value();

    /**
     * The path variable that names the object acted on; its kind is the variable's name, and the {@link Whereabouts} of
     * that kind says where it lies. Empty where the action is on no single object: the actor then needs the action
     * anywhere, and the row policies narrow what is seen.
     */
    String on() default "";
}
