package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.damson.edge.agent.check.ProgramChecker;
import dev.damson.edge.agent.state.BlobStore;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import dev.damson.wire.proto.AddressTable;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Layout;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Program;
import dev.damson.wire.proto.Signed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A verified manifest with its parts, read and checked. Tables stay in their files until they are loaded.
 *
 * @param signed as it came, to be kept
 * @param programs by their SHA-256
 */
public record Revision(
        Signed signed,
        Manifest manifest,
        Layout layout,
        AddressTable addresses,
        Map<ByteString, ProgramImage> programs) {

    /** @throws Refusal if a part is missing, altered, too large or not allowed */
    public static Revision read(Signed signed, Manifest manifest, BlobStore blobs) {
        var programs = new LinkedHashMap<ByteString, ProgramImage>();
        var tableBytes = 0L;
        for (var blob : manifest.getBlobsList()) {
            switch (blob.getKind()) {
                case BlobKind.PROGRAM -> programs.put(blob.getSha256(), program(blob, blobs));
                case BlobKind.TABLE -> tableBytes += tableBytes(blob, blobs);
                default -> {}
            }
        }
        if (programs.size() > Limits.PROGRAMS || tableBytes > Limits.ALL_TABLES_BYTES) {
            throw new Refusal("the revision has %d programs and %d bytes of tables; at most %d and %d are allowed"
                    .formatted(programs.size(), tableBytes, Limits.PROGRAMS, Limits.ALL_TABLES_BYTES));
        }
        var addresses = only(manifest, BlobKind.ADDRESSES, blobs, AddressTable.parser());
        if (addresses.getEntriesCount() > Limits.ADDRESS_ENTRIES) {
            throw new Refusal("the revision has %d addresses; at most %d are allowed"
                    .formatted(addresses.getEntriesCount(), Limits.ADDRESS_ENTRIES));
        }
        if (!AddressDigest.matches(
                addresses.getEntriesList(), manifest.getAddressDigest().toByteArray())) {
            throw new Refusal("the addresses of revision %d do not have the digest of its manifest"
                    .formatted(manifest.getRevision()));
        }
        var layout = only(manifest, BlobKind.LAYOUT, blobs, Layout.parser());
        return new Revision(signed, manifest, layout, addresses, Map.copyOf(programs));
    }

    /** The parts that are not there yet. */
    public static List<BlobRef> missing(Manifest manifest, BlobStore blobs) {
        return manifest.getBlobsList().stream()
                .filter(Revision::needed)
                .filter(blob -> !blobs.has(blob.getSha256()))
                .toList();
    }

    /** A directory is for those who show events; kinds that are not known here are for later edges. */
    public static boolean needed(BlobRef blob) {
        return switch (blob.getKind()) {
            case BlobKind.PROGRAM, BlobKind.TABLE, BlobKind.ADDRESSES, BlobKind.LAYOUT -> true;
            default -> false;
        };
    }

    private static ProgramImage program(BlobRef blob, BlobStore blobs) {
        var message = parse(blob, blobs, Program.parser());
        try {
            var image = new ProgramImage(
                    message.getName(),
                    message.getInstructions().toByteArray(),
                    message.getRelocationsList().stream()
                            .map(relocation -> new Relocation(
                                    relocation.getInstruction(),
                                    relocation.getMapValue() ? Relocation.Kind.MAP_VALUE : Relocation.Kind.MAP_FD,
                                    relocation.getSymbol(),
                                    relocation.getOffset()))
                            .toList());
            ProgramChecker.check(image);
            return image;
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private static long tableBytes(BlobRef blob, BlobStore blobs) {
        if (blob.getSize() > Limits.TABLE_BYTES || blob.getSize() == 0) {
            throw new Refusal("table \"%s\" has %d bytes; 1 to %d are allowed"
                    .formatted(blob.getName(), blob.getSize(), Limits.TABLE_BYTES));
        }
        if (!blobs.has(blob.getSha256())) {
            throw missing(blob);
        }
        return blob.getSize();
    }

    private static <M extends MessageLite> M only(Manifest manifest, String kind, BlobStore blobs, Parser<M> parser) {
        var found = manifest.getBlobsList().stream()
                .filter(blob -> blob.getKind().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new Refusal("revision %d has %d parts of kind \"%s\"; it should have one"
                    .formatted(manifest.getRevision(), found.size(), kind));
        }
        return parse(found.getFirst(), blobs, parser);
    }

    private static <M extends MessageLite> M parse(BlobRef blob, BlobStore blobs, Parser<M> parser) {
        var bytes = blobs.get(blob.getSha256()).orElseThrow(() -> missing(blob));
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw new Refusal(
                    "part \"%s\" is no message of kind \"%s\"".formatted(blob.getName(), blob.getKind()), broken);
        }
    }

    private static Refusal missing(BlobRef blob) {
        return new Refusal(
                "part \"%s\" of kind \"%s\" is missing or altered".formatted(blob.getName(), blob.getKind()));
    }
}
