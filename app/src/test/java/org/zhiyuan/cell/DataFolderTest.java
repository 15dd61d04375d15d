package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is changed. */
class DataFolderTest {
    private static final Path NO_PROGRAMS = Path.of("/nonexistent/programs");

    @TempDir
    private Path home;

    @Test
    void aFolderIsMadeWithItsParentsAndMarked() throws Exception {
        Path path = home.resolve("a/b");
        try (var folder = DataFolder.claim(path)) {
            assertThat(Files.readString(path.resolve("zhiyuan.cell")))
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secrets())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderIsClaimedOnceAndAgainWhenGivenBack() throws Exception {
        Path path = home.resolve("data");
        try (var folder = DataFolder.claim(path)) {
            assertThatThrownBy(() -> DataFolder.claim(path))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(folder.path()).isDirectory();
        }
        DataFolder.claim(path).close();
    }

    @Test
    void aFolderThatWasFilledHalfIsNamedUntilItIsFilledWhole() throws Exception {
        Path path = home.resolve("data");
        try (var folder = DataFolder.claim(path)) {
            folder.beginFilling();
            // while it goes on it is in use, and nothing worse is said of it
            assertThatThrownBy(() -> DataFolder.claim(path))
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
        assertThatThrownBy(() -> DataFolder.claim(path))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("填到一半就停了");
        DataFolder.filled(path);
        DataFolder.claim(path).close();
    }

    @Test
    void aSymbolicLinkClaimsWhatItLeadsTo() throws Exception {
        Path path = home.resolve("data");
        Path link = home.resolve("link");
        try (var folder = DataFolder.claim(path)) {
            Files.createSymbolicLink(link, folder.path());
            assertThatThrownBy(() -> DataFolder.claim(link)).isInstanceOf(CannotStart.class);
        }
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "text");
        assertThatThrownBy(() -> DataFolder.claim(file)).isInstanceOf(CannotStart.class);
        assertThat(file).hasContent("text");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Path letter = Files.writeString(home.resolve("letter.txt"), "dear reader");
        assertThatThrownBy(() -> DataFolder.claim(home)).isInstanceOf(CannotStart.class);
        assertThat(home).isDirectoryNotContaining(path -> !path.equals(letter));
    }

    @Test
    void aFreshlyMountedVolumeIsEmptyEnough() throws Exception {
        Files.createDirectory(home.resolve("lost+found"));
        DataFolder.claim(home).close();
    }

    @Test
    void aDatabaseOfAnotherMajorVersionIsNotTouched() throws Exception {
        assertRefusedUntouched("19\n", "19");
    }

    @Test
    void aFolderThatIsNoDatabaseIsNotTouched() throws Exception {
        assertRefusedUntouched(null, "database");
    }

    private void assertRefusedUntouched(@org.jspecify.annotations.Nullable String version, String word)
            throws Exception {
        try (var folder = DataFolder.claim(home)) {
            Files.createDirectory(folder.database());
            Path other = Files.writeString(folder.database().resolve("precious"), "data");
            if (version != null) {
                Files.writeString(folder.database().resolve("PG_VERSION"), version);
            }
            assertThatThrownBy(() -> EmbeddedServer.start(folder, NO_PROGRAMS))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(word);
            assertThat(other).hasContent("data");
            assertThat(home.resolve("secrets")).doesNotExist();
        }
    }

    @Test
    void aLostPasswordFileIsNotReplacedByAnother() throws Exception {
        try (var folder = DataFolder.claim(home)) {
            assertThatThrownBy(() -> Passwords.of(folder, true))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("database.properties");
            assertThat(folder.secrets()).isEmptyDirectory();
        }
    }

    @Test
    void aDamagedPasswordFileIsTold() throws Exception {
        try (var folder = DataFolder.claim(home)) {
            Path file = folder.secrets().resolve("database.properties");
            for (String content : List.of("", "owner=x\n", "owner=\\u00zz\napp=y\n")) {
                Files.writeString(file, content);
                assertThatThrownBy(() -> Passwords.of(folder, true)).isInstanceOf(CannotStart.class);
                assertThat(file).hasContent(content);
            }
        }
    }

    @Test
    void passwordsAreMadeOnceAndNeverShown() throws Exception {
        try (var folder = DataFolder.claim(home)) {
            var made = Passwords.of(folder, false);
            assertThat(Passwords.of(folder, true)).isEqualTo(made);
            assertThat(made.owner()).isNotEqualTo(made.app()).hasSize(43);
            assertThat(made.toString()).doesNotContain(made.owner()).doesNotContain(made.app());
        }
    }
}
