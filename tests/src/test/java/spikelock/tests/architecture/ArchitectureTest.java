package spikelock.tests.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The module table of the architecture, on the classes as they are. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("spikelock");

  @Test
  void classesWereFound() {
    assertThat(CLASSES).hasSizeGreaterThan(10);
    assertThat(CLASSES.contain("spikelock.emulator.error.InputException")).isTrue();
    assertThat(CLASSES.contain("spikelock.toolchain.command.Main")).isTrue();
  }

  @Test
  void modulesKnowOnlyThoseBelowThem() {
    layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("emulator").definedBy("spikelock.emulator..")
        .optionalLayer("hdl").definedBy("spikelock.hdl..")
        .optionalLayer("mapper").definedBy("spikelock.mapper..")
        .optionalLayer("boards").definedBy("spikelock.boards..")
        .layer("toolchain").definedBy("spikelock.toolchain..")
        .whereLayer("emulator").mayNotAccessAnyLayer()
        .whereLayer("hdl").mayOnlyAccessLayers("emulator")
        .whereLayer("mapper").mayOnlyAccessLayers("emulator")
        .whereLayer("boards").mayOnlyAccessLayers("hdl", "emulator")
        .whereLayer("toolchain").mayOnlyAccessLayers("boards", "mapper", "hdl", "emulator")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyClassIsInAModule() {
    Set<String> strays = new TreeSet<>();
    CLASSES.that(DescribedPredicate.describe("outside of the modules",
        (JavaClass type) -> !type.getPackageName().matches("spikelock\\.(emulator|hdl|mapper|boards|toolchain|tests)(\\..*)?")))
        .forEach(type -> strays.add(type.getName()));
    assertThat(strays).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (ArchitectureTest.class.getResource("/" + type.getPackageName().replace('.', '/') + "/package-info.class") == null) {
        silent.add(type.getPackageName());
      }
    }
    assertThat(silent).isEmpty();
  }

  private static final SliceAssignment PACKAGES = new SliceAssignment() {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  };
}
