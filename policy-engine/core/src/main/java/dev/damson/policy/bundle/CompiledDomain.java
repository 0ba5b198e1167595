package dev.damson.policy.bundle;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.proto.Manifest;
import java.util.Map;

/**
 * @param blobs by the lower-case hex of their SHA-256; exactly those that the manifest lists
 * @param listings annotated bytecode by program name
 */
public record CompiledDomain(
        Manifest manifest, Map<String, byte[]> blobs, DomainPlan plan, Map<String, String> listings) {}
