package clarify.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the test class against a deployment, shared with all classes that name the same one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(TestEnvironmentExtension.class)
public @interface OnServer {
    /** A class with a static method annotated with Arquillian's {@code @Deployment(testable = false)}. */
    Class<?> value() default None.class;

    /** For a class that deploys by itself, through {@link TestEnvironment#deploy}. */
    final class None {
        private None() {}
    }
}
