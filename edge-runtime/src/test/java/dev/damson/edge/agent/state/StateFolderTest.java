package dev.damson.edge.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.wire.proto.Signed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final DomainId SHOP = new DomainId("acme", "shop");

    @TempDir
    private Path folder;

    private StateFolder state;

    @BeforeEach
    void open() {
        state = new StateFolder(folder);
    }

    private static Signed message(String text) {
        return Signed.newBuilder().setPayload(ByteString.copyFromUtf8(text)).build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aManifestReplacesTheDeltasOfTheOneBefore() {
        state.saveManifest(SHOP, message("one"));
        state.saveDeltas(SHOP, List.of(message("a"), message("b")));
        assertThat(state.manifest(SHOP)).hasValue(message("one"));
        assertThat(state.deltas(SHOP)).containsExactly(message("a"), message("b"));
        state.saveManifest(SHOP, message("two"));
        assertThat(state.deltas(SHOP)).isEmpty();
    }

    @Test
    void nothingIsThereAtFirst() {
        assertThat(state.bindings()).isEmpty();
        assertThat(state.manifest(SHOP)).isEmpty();
        assertThat(state.deltas(SHOP)).isEmpty();
    }

    @Test
    void aTornFileIsAsGoodAsNone() throws IOException {
        state.saveBindings(message("bound"));
        Files.write(folder.resolve("bindings"), new byte[] {10, 100, 1});
        assertThat(state.bindings()).isEmpty();
    }

    @Test
    void aBlobIsFoundByItsHashUntilItIsAltered() throws IOException {
        var blobs = state.blobs(SHOP);
        var name = blobs.put(bytes("content"));
        assertThat(blobs.get(name)).hasValue(bytes("content"));
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "other");
            }
        }
        assertThat(blobs.get(name)).isEmpty();
    }

    @Test
    void onlyNeededBlobsAreKept() {
        var blobs = state.blobs(SHOP);
        var needed = blobs.put(bytes("needed"));
        var other = blobs.put(bytes("other"));
        blobs.keepOnly(Set.of(needed));
        assertThat(blobs.has(needed)).isTrue();
        assertThat(blobs.has(other)).isFalse();
    }

    @Test
    void aRemovedDomainLeavesNothing() {
        state.saveManifest(SHOP, message("one"));
        state.blobs(SHOP).put(bytes("content"));
        state.remove(SHOP);
        assertThat(folder.resolve("domains").resolve("acme").resolve("shop")).doesNotExist();
    }

    @Test
    void filesAreRootsAlone() throws IOException {
        state.saveManifest(SHOP, message("one"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("domains"))).hasSize(3);
    }

    @Test
    void aNameKeepsItsNumber() {
        var slots = new Slots(folder, "ports", 3);
        assertThat(slots.of("a")).isZero();
        assertThat(slots.of("b")).isEqualTo(1);
        assertThat(slots.of("a")).isZero();
        slots.release("a");
        assertThat(slots.of("c")).isZero();
        assertThat(new Slots(folder, "ports", 3).all()).isEqualTo(Map.of("b", 1, "c", 0));
    }

    @Test
    void oneTooManyIsRefused() {
        var slots = new Slots(folder, "ports", 1);
        slots.of("a");
        assertThatThrownBy(() -> slots.of("b")).hasMessage("no slot is left for \"b\": this host has 1 ports");
    }
}
