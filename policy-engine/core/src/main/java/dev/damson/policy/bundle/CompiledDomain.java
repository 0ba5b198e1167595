package dev.damson.policy.bundle;

import dev.damson.policy.emit.Listings;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.Proof;
import dev.damson.wire.proto.Manifest;
import java.util.Map;
import java.util.Optional;

/**
 * @param blobs by the lower-case hex of their SHA-256; exactly those that the manifest lists
 * @param listings annotated bytecode by program name, made when it is asked for
 * @param proof that holds; empty only for a plan without policies
 */
public record CompiledDomain(
        Manifest manifest, Map<String, byte[]> blobs, DomainPlan plan, Listings listings, Optional<Proof> proof) {}
