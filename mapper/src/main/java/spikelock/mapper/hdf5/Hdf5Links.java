package spikelock.mapper.hdf5;

import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/** Links by name within a file are followed, a bounded number of steps; links to other files are not. */
final class Hdf5Links {
  private static final int MOST_STEPS = 64;

  private Hdf5Links() {}

  /** The children of a group, links replaced by what they lead to where that is in the file. */
  static Map<String, Node> followed(Group group) {
    Map<String, Node> children = new LinkedHashMap<>(group.getChildren());
    children.replaceAll((name, child) -> child instanceof Link link ? target(group, link, new int[] {MOST_STEPS}) : child);
    return children;
  }

  /** The node that a link leads to; the link itself when that is nowhere, in another file or too many steps away. */
  private static Node target(Group from, Link link, int[] stepsLeft) {
    if (link instanceof ExternalLink) {
      return link;
    }
    Node at = from;
    String path = link.getTargetPath();
    if (path.startsWith("/")) {
      while (at.getParent() != null && at.getParent() != at) {
        at = at.getParent();
      }
    }
    for (String name : path.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (--stepsLeft[0] < 0 || !(at instanceof Group group)) {
        return link;
      }
      Node next = group.getChildren().get(name);
      if (next instanceof Link further) {
        next = target(group, further, stepsLeft);
      }
      if (next == null || next instanceof Link) {
        return link;
      }
      at = next;
    }
    return at;
  }

  static InputException refusal(Link link, String where) {
    String path = Printable.of(link.getTargetPath());
    return link instanceof ExternalLink
        ? new InputException("is a link to another file (" + path + "); such links are not followed", "", where, "copy the data into the file")
        : new InputException("is a link to " + path + ", which leads nowhere", "", where, "");
  }
}
