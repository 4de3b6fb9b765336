package spikelock.toolchain.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that names a file to write. Before the verb runs it is seen to be no input of the same call, and that a file of its name is of a kind that is
 * meant to be written over.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Writes {
  /** What the file is written as; with several, its ending chooses, and the first is the usual one. */
  FileKind[] value();

  /** The option whose file it may also be, because the call goes on from there; empty for none. */
  String continues() default "";
}
