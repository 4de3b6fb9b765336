package spikelock.toolchain.fpga;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.error.ToolException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The cells of the netlist that nextpnr writes with {@code --write}, each with its place; read as a stream, since such a file has tens of megabytes. */
final class PlacedCells {
  /**
   * A cell.
   *
   * @param bel nextpnr's name of its place
   */
  record Placed(String cell, String bel) {}

  private PlacedCells() {}

  static List<Placed> read(Path file) {
    List<Placed> placed = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file)); JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      json.nextToken();
      enter(json, "modules");
      json.nextToken(); // the only module
      json.nextToken();
      enter(json, "cells");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String cell = json.currentName();
        json.nextToken();
        String bel = bel(json);
        if (!bel.isEmpty()) {
          placed.add(new Placed(cell, bel));
        }
      }
      return placed;
    } catch (IOException | JacksonException e) {
      throw new ToolException("the placed netlist cannot be read (" + file.getFileName() + "): " + e.getMessage(), "", e);
    }
  }

  /** Within an object: goes into the object that a field of it is. */
  private static void enter(JsonParser json, String field) {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(field)) {
        return;
      }
      json.skipChildren();
    }
    throw new ToolException("the placed netlist has no " + field, "");
  }

  /** Within a cell: its place, or nothing; goes to its end. */
  private static String bel(JsonParser json) {
    String bel = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("attributes")) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String attribute = json.currentName();
          json.nextToken();
          bel = attribute.equals("NEXTPNR_BEL") ? json.getString() : bel;
        }
      } else {
        json.skipChildren();
      }
    }
    return bel;
  }
}
