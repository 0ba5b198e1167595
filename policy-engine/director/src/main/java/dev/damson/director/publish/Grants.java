package dev.damson.director.publish;

import dev.damson.topology.inventory.DomainRecord;
import dev.damson.wire.topic.Topics;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Which rights each kind of principal needs; reading and writing imply describing. */
final class Grants {
    private static final String ANY_HOST = "*";

    /** Before the name of every consumer group of a collector. */
    private static final String COLLECTOR_GROUPS = "damson-collector";

    private static final String CONSOLE_GROUPS = "damson-console";

    private Grants() {}

    static Set<AclBinding> edge(String edge, Collection<DomainRecord> hosted) {
        var principal = Principals.edge(edge);
        var grants = new LinkedHashSet<AclBinding>();
        grants.add(topic(principal, Topics.edge(edge), AclOperation.READ));
        grants.add(topic(principal, Topics.report(edge), AclOperation.WRITE));
        for (var domain : hosted) {
            grants.add(topic(principal, Topics.domain(domain.tenant(), domain.name()), AclOperation.READ));
            grants.add(topic(principal, Topics.flow(domain.tenant()), AclOperation.WRITE));
            grants.add(topic(principal, Topics.tap(domain.tenant()), AclOperation.WRITE));
        }
        return grants;
    }

    static Set<AclBinding> collector(Collection<String> tenants, Collection<DomainRecord> domains) {
        var grants = new LinkedHashSet<AclBinding>();
        for (var tenant : tenants) {
            grants.add(topic(Principals.COLLECTOR, Topics.flow(tenant), AclOperation.READ));
            grants.add(topic(Principals.COLLECTOR, Topics.tap(tenant), AclOperation.READ));
        }
        for (var domain : domains) {
            grants.add(topic(Principals.COLLECTOR, Topics.domain(domain.tenant(), domain.name()), AclOperation.READ));
        }
        grants.add(groups(Principals.COLLECTOR, COLLECTOR_GROUPS));
        return grants;
    }

    static Set<AclBinding> console() {
        return Set.of(
                binding(
                        Principals.CONSOLE,
                        new ResourcePattern(ResourceType.TOPIC, Topics.PREFIX, PatternType.PREFIXED),
                        AclOperation.READ),
                groups(Principals.CONSOLE, CONSOLE_GROUPS));
    }

    /** Everything that a principal was granted. */
    static AclBindingFilter of(String principal) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private static AclBinding topic(String principal, String topic, AclOperation operation) {
        return binding(principal, new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operation);
    }

    private static AclBinding groups(String principal, String prefix) {
        return binding(
                principal, new ResourcePattern(ResourceType.GROUP, prefix, PatternType.PREFIXED), AclOperation.READ);
    }

    private static AclBinding binding(String principal, ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
