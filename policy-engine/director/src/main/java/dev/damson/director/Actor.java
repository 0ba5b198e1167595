package dev.damson.director;

import dev.damson.topology.people.Person;
import dev.damson.topology.people.Role;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks. Built from a verified account, never from what a request says about itself.
 *
 * @param tenant the tenant it belongs to; empty for people of the platform
 */
public record Actor(String name, Optional<String> tenant, Set<Role> roles) {
    /** What the product itself does: the first start, the laboratory. */
    public static final Actor SYSTEM = new Actor("damson", Optional.empty(), Set.of(Role.PLATFORM_ADMIN));

    public Actor {
        roles = Set.copyOf(roles);
    }

    public static Actor of(Person person) {
        return new Actor(person.name(), person.tenant(), person.roles());
    }

    public boolean isPlatformAdmin() {
        return tenant.isEmpty() && roles.contains(Role.PLATFORM_ADMIN);
    }

    /** Topology, policies, flows and metadata of taps of this tenant. */
    public boolean mayRead(String of) {
        return isPlatformAdmin() || tenant.filter(of::equals).isPresent();
    }

    /** Workloads, policies, taps and drafts of this tenant. */
    public boolean mayChange(String of) {
        return isPlatformAdmin() || mayRead(of) && roles.contains(Role.TENANT_ADMIN);
    }

    /** Taps of this tenant that copy no more than headers. */
    public boolean mayTap(String of) {
        return mayChange(of) || mayRead(of) && roles.contains(Role.ANALYST);
    }

    /** Taps of this tenant that copy packets whole. Nobody has it for being an admin. */
    public boolean mayTapPayload(String of) {
        return isProduct()
                || mayTap(of) && tenant.filter(of::equals).isPresent() && roles.contains(Role.PAYLOAD_TAPPER);
    }

    /** The product itself, which nobody can sign in as: an account that only looks like it is another object. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isProduct() {
        return this == SYSTEM;
    }

    /** What was in the packets of this tenant's taps. */
    public boolean mayReadPayload(String of) {
        return tenant.filter(of::equals).isPresent() && roles.contains(Role.PAYLOAD_READER);
    }

    /** @throws NotPermitted unless {@link #mayRead} */
    public void mustRead(String of) {
        if (!mayRead(of)) {
            throw new NotPermitted(name, "see tenant \"" + of + "\"");
        }
    }

    /** @throws NotPermitted unless {@link #mayChange} */
    public void mustChange(String of) {
        if (!mayChange(of)) {
            throw new NotPermitted(name, "change tenant \"" + of + "\"");
        }
    }

    /** @throws NotPermitted unless {@link #mayTap} */
    public void mustTap(String of) {
        if (!mayTap(of)) {
            throw new NotPermitted(name, "tap the traffic of tenant \"" + of + "\"");
        }
    }

    /** @throws NotPermitted unless {@link #mayTapPayload} */
    public void mustTapPayload(String of) {
        if (!mayTapPayload(of)) {
            throw new NotPermitted(name, "have taps copy the payload of packets of tenant \"" + of + "\"");
        }
    }

    /** @throws NotPermitted unless {@link #mayReadPayload} */
    public void mustReadPayload(String of) {
        if (!mayReadPayload(of)) {
            throw new NotPermitted(name, "see the payload of packets of tenant \"" + of + "\"");
        }
    }

    /** @throws NotPermitted unless {@link #isPlatformAdmin} */
    public void mustBePlatformAdmin() {
        if (!isPlatformAdmin()) {
            throw new NotPermitted(name, "act for the platform");
        }
    }
}
