package dev.damson.policy.bundle;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.Proof;
import dev.damson.wire.proto.Manifest;
import java.util.Map;
import java.util.Optional;

/**
 * @param blobs by the lower-case hex of their SHA-256; exactly those that the manifest lists
 * @param listings annotated bytecode by program name
 * @param proof that holds; empty only for a plan without policies
 */
public record CompiledDomain(
        Manifest manifest,
        Map<String, byte[]> blobs,
        DomainPlan plan,
        Map<String, String> listings,
        Optional<Proof> proof) {}
