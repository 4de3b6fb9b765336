package spikelock.emulator.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/** What the whole language's reader found, as values. */
final class YamlNodes {
  private final String file;
  private final Map<Node, Boolean> seen = new IdentityHashMap<>();

  private YamlNodes(String file) {
    this.file = file;
  }

  static YamlValue value(Node node, String file) {
    try {
      return new YamlNodes(file).value(node);
    } catch (StackOverflowError e) {
      throw new InputException("is nested too deeply", file, "whole file", "");
    }
  }

  private YamlValue value(Node node) {
    if (seen.put(node, true) != null) {
      throw error(node, "is an alias of another value", "write the value again");
    }
    return switch (node) {
      case ScalarNode scalar -> new YamlValue.Text(scalar.getValue(), YamlMap.lineOf(node));
      case SequenceNode sequence -> {
        List<YamlValue> items = new ArrayList<>(sequence.getValue().size());
        sequence.getValue().forEach(item -> items.add(value(item)));
        yield new YamlValue.Sequence(items, YamlMap.lineOf(node));
      }
      case MappingNode mapping -> mapping(mapping);
      default -> throw error(node, "is an alias of another value", "write the value again");
    };
  }

  private YamlValue mapping(MappingNode mapping) {
    List<YamlValue.Field> fields = new ArrayList<>(mapping.getValue().size());
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw error(tuple.getKeyNode(), "a key must be plain text", "");
      }
      if (!keys.add(key.getValue())) {
        throw error(key, "\"" + Printable.start(key.getValue(), 60) + "\" is given twice", "");
      }
      fields.add(new YamlValue.Field(key.getValue(), value(tuple.getValueNode()), YamlMap.lineOf(key)));
    }
    return new YamlValue.Mapping(fields, YamlMap.lineOf(mapping));
  }

  private InputException error(Node node, String what, String hint) {
    return new InputException(what, file, "line " + YamlMap.lineOf(node), hint);
  }
}
