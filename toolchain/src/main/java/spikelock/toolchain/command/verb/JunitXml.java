package spikelock.toolchain.command.verb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import spikelock.emulator.files.AtomicOutput;

/** One check as JUnit XML, as continuous integration reads it. */
final class JunitXml {
  private JunitXml() {}

  /** @param failure what went wrong; empty when the check passed */
  static void write(Path path, String suite, String test, Optional<String> failure) {
    AtomicOutput.write(path, out -> {
      try {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite);
        xml.writeAttribute("tests", "1");
        xml.writeAttribute("failures", failure.isPresent() ? "1" : "0");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", test);
        if (failure.isPresent()) {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", failure.get());
          xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
      } catch (XMLStreamException e) {
        throw new java.io.IOException(e);
      }
    });
  }
}
