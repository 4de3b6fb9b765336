package spikelock.emulator.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedMeshTest {
  /** 6 x 4 cores, 3 x 2 of them a tile: cores 0..2 and 6..8 are tile 0. */
  private static final PublishedMesh MESH = new MeshSizes(6, 4, 2, new CoresPerTile(3, 2)).published();

  @Test
  void coresAreInTheirTiles() {
    assertThat(IntStream.range(0, 24).map(MESH::tile).toArray())
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 2, 2, 2, 3, 3, 3);
    assertThat(MESH.tiles()).isEqualTo(4);
    assertThat(MESH.cores()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 0, 0, 0, 0", "2, 3, 1, 0, 0, 0", "3, 2, 0, 1, 0, 0", "8, 12, 0, 0, 0, 1", "12, 8, 0, 0, 1, 0", "0, 23, 1, 0, 0, 1",
      "23, 0, 0, 1, 1, 0", "9, 14, 0, 1, 0, 1", "14, 9, 1, 0, 1, 0"})
  void hopsAreThoseBetweenTiles(int from, int to, int east, int west, int north, int south) {
    assertThat(new int[] {MESH.hopsEast(from, to), MESH.hopsWest(from, to), MESH.hopsNorth(from, to), MESH.hopsSouth(from, to)})
        .containsExactly(east, west, north, south);
    assertThat(MESH.hops(from, to)).isEqualTo(east + west + north + south);
  }

  @Test
  void withOneCoreATileTheyAreThoseOfOurMesh() {
    PublishedMesh own = new MeshSizes(5, 3, 2).published();

    for (int from = 0; from < 15; from++) {
      for (int to = 0; to < 15; to++) {
        assertThat(own.tile(from)).isEqualTo(from);
        assertThat(own.hops(from, to)).isEqualTo(Math.abs(from % 5 - to % 5) + Math.abs(from / 5 - to / 5));
      }
    }
  }
}
