package clarify.rest;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The query parameters that a method of a resource takes; without it, none. {@link QueryNamesFeature} refuses all others. */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
@interface QueryNames {
    String[] value();
}
