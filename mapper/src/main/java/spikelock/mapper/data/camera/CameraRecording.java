package spikelock.mapper.data.camera;

import java.util.List;
import spikelock.mapper.data.format.EventList;

/**
 * What a camera's file holds.
 *
 * @param format in words
 * @param events one sample, times in us
 * @param notes what was assumed or left out, a line each
 */
public record CameraRecording(String format, EventList events, List<String> notes) {
  public CameraRecording {
    notes = List.copyOf(notes);
  }
}
