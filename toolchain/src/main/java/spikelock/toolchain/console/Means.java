package spikelock.toolchain.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field of an answer means, with its unit: on the component of the answer's record, for {@code --help all}. On the record itself:
 * when the answer is of that form, for verbs that have several.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Means {
  String value();
}
