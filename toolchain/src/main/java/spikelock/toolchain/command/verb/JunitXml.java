package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check of samples as JUnit XML, as continuous integration reads it: a test case for each sample with its time. A check that could not be made is a test case
 * with an error.
 */
final class JunitXml {
  private final String suite;
  private final List<Case> cases = new ArrayList<>();

  private enum Verdict {
    PASSED(""), FAILED("failure"), ERROR("error"), SKIPPED("skipped");

    final String element;

    Verdict(String element) {
      this.element = element;
    }
  }

  private record Case(String name, double seconds, Verdict verdict, String message) {}

  /** @param suite the check's name; dots are packages to most readers */
  JunitXml(String suite) {
    this.suite = suite;
  }

  void passed(String test, double seconds) {
    cases.add(new Case(test, seconds, Verdict.PASSED, ""));
  }

  /** @param why what is different, in a sentence */
  void failed(String test, double seconds, String why) {
    cases.add(new Case(test, seconds, Verdict.FAILED, why));
  }

  void skipped(String test, String why) {
    cases.add(new Case(test, 0, Verdict.SKIPPED, why));
  }

  /** The check could not be made, or not to its end. */
  void error(String test, String why) {
    cases.add(new Case(test, 0, Verdict.ERROR, why));
  }

  private long count(Verdict verdict) {
    return cases.stream().filter(one -> one.verdict() == verdict).count();
  }

  void write(OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(cases.size()));
      xml.writeAttribute("failures", Long.toString(count(Verdict.FAILED)));
      xml.writeAttribute("errors", Long.toString(count(Verdict.ERROR)));
      xml.writeAttribute("skipped", Long.toString(count(Verdict.SKIPPED)));
      xml.writeAttribute("time", seconds(cases.stream().mapToDouble(Case::seconds).sum()));
      for (Case one : cases) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", text(one.name()));
        xml.writeAttribute("time", seconds(one.seconds()));
        if (one.verdict() != Verdict.PASSED) {
          xml.writeStartElement(one.verdict().element);
          xml.writeAttribute("message", text(one.message()));
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Without the characters that XML 1.0 cannot hold. */
  private static String text(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
