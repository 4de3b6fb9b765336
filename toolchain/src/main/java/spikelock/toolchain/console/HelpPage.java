package spikelock.toolchain.console;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The overview of all verbs, laid out like a manual page. */
final class HelpPage {
  private HelpPage() {}

  /** @param launcherVerbs verbs that the checkout's launcher does itself: name to description; empty elsewhere */
  static String overview(Collection<Verb> verbs, Map<String, String> launcherVerbs) {
    StringBuilder page = new StringBuilder("""
        NAME
          spikelock - takes a spiking network to a neuromorphic chip and proves that nothing changed on the way

        SYNOPSIS
          spikelock VERB [OPTION...]
          spikelock VERB --help [all]
          spikelock --help | --version
        """);
    for (Verb.Group group : Verb.Group.values()) {
      List<Verb> members = verbs.stream().filter(verb -> verb.group() == group).toList();
      if (!members.isEmpty()) {
        page.append('\n').append(group.title().toUpperCase(Locale.ROOT)).append('\n');
        members.forEach(verb -> row(page, verb.name(), verb.description()));
      }
    }
    if (!launcherVerbs.isEmpty()) {
      page.append("\nTHIS CHECKOUT\n");
      launcherVerbs.forEach((name, description) -> row(page, name, description));
    }
    return page.append("""

        OPTIONS OF EVERY VERB
          --json            exactly one JSON object on stdout: schema, version, verb, the verb's fields, on failure error
          --verbose         more on stderr; after a failure, the stack trace too
          -h, --help [all]  what many need of the verb, with examples; all: every option and the JSON fields

        EXIT CODES
          0 done   1 a check failed   2 the input is wrong   3 a tool, device or permission is missing or failed
          70 a bug of ours   130 interrupted: children ended, partial output removed

        ENVIRONMENT
          SPIKELOCK_JAVA_HOME      the JDK 25 to use, before JAVA_HOME, java on PATH and the usual folders
          SPIKELOCK_JAVA_OPTIONS   options for Java, such as -Xmx8g
          XDG_CACHE_HOME           holds our cache folder spikelock/ (~/.cache without it)
        """).toString();
  }

  private static void row(StringBuilder page, String name, String description) {
    page.append(String.format(Locale.ROOT, "  %-11s  %s%n", name, description));
  }
}
