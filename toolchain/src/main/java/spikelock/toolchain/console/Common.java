package spikelock.toolchain.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that many need: {@code --help} has it, with the first part of its description. {@code --help all} has every option with all
 * parts, these first.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Common {
  /** Its place among the common ones of its heading, the smallest first; those of one place stand as they are declared. */
  int value() default 9;
}
