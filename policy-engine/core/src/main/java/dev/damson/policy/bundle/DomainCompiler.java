package dev.damson.policy.bundle;

import com.google.protobuf.ByteString;
import dev.damson.policy.emit.KnownPrograms;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.Proof;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Profile;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Policy to bytes: a pure function, the same input gives the same bytes (promise SameInSameOut). */
public final class DomainCompiler {
    private final Map<String, byte[]> blobs = new TreeMap<>();
    private final Map<String, BlobRef> references = new LinkedHashMap<>();
    private final KnownBlobs known;

    private DomainCompiler(KnownBlobs known) {
        this.known = known;
    }

    /**
     * @throws dev.damson.policy.classify.PlanLimitExceeded if the domain is larger than a table may be
     * @throws NotProved if the compiler made tables that do not mean what the policies say
     */
    public static CompiledDomain compile(CompileInput input) {
        return new IncrementalCompiler().compile(input);
    }

    /** Bundles a plan that no policies stand behind; a test's business, since nothing proves it. */
    public static CompiledDomain unproved(CompileInput input, DomainPlan plan) {
        return bundle(input, plan, Optional.empty(), new KnownPrograms(), new KnownBlobs());
    }

    static CompiledDomain bundle(
            CompileInput input, DomainPlan plan, Optional<Proof> proof, KnownPrograms programs, KnownBlobs blobs) {
        blobs.begin();
        return new DomainCompiler(blobs).bundle(input, plan, proof, Programs.emit(plan, programs));
    }

    private CompiledDomain bundle(CompileInput input, DomainPlan plan, Optional<Proof> proof, Programs programs) {
        var addresses = PlanMessages.addresses(plan);
        var layout = PlanMessages.layout(plan).toBuilder();
        programs.tables()
                .forEach((symbol, bytes) ->
                        store(BlobKind.TABLE, symbol, new KnownBlobs.Blob(bytes, Programs.hash(symbol))));
        layout.setIngressProgram(program(programs.ingress()));
        layout.setArrivalProgram(program(programs.arrival()));
        layout.setFinishProgram(program(programs.finish()));
        programs.service().ifPresent(service -> layout.setServiceProgram(program(service)));
        programs.judges().forEach(judges -> layout.addProfiles(profile(judges)));
        store(BlobKind.ADDRESSES, "addresses", KnownBlobs.Blob.of(addresses.toByteArray()));
        store(BlobKind.LAYOUT, "layout", KnownBlobs.Blob.of(layout.build().toByteArray()));
        store(
                BlobKind.DIRECTORY,
                "directory",
                KnownBlobs.Blob.of(PlanMessages.directory(plan).toByteArray()));
        var snapshot = input.snapshot();
        var manifest = Manifest.newBuilder()
                .setTenant(snapshot.tenant())
                .setDomain(snapshot.domain())
                .setNumber(snapshot.number())
                .setRevision(snapshot.revision())
                .setSequence(input.sequence())
                .addAllEdges(input.edges())
                .addAllBlobs(references.values())
                .setAddressDigest(ByteString.copyFrom(AddressDigest.of(addresses.getEntriesList())))
                .setUnixNanos(input.unixNanos())
                .build();
        return new CompiledDomain(manifest, blobs, plan, programs.listings(), proof);
    }

    private Profile profile(Programs.Judges judges) {
        return Profile.newBuilder()
                .setNumber(judges.profile())
                .setFromProgram(program(judges.from()))
                .setToProgram(program(judges.to()))
                .build();
    }

    private ByteString program(ProgramImage image) {
        return store(BlobKind.PROGRAM, image.name(), known.of(image));
    }

    /** Equal bytes are one blob, under the first name they came with. */
    private ByteString store(String kind, String name, KnownBlobs.Blob blob) {
        var key = HexFormat.of().formatHex(blob.hash());
        blobs.put(key, blob.bytes());
        var reference = BlobRef.newBuilder()
                .setKind(kind)
                .setName(name)
                .setSha256(ByteString.copyFrom(blob.hash()))
                .setSize(blob.bytes().length)
                .build();
        references.putIfAbsent(kind + "/" + key, reference);
        return reference.getSha256();
    }
}
