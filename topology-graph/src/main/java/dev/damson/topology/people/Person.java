package dev.damson.topology.people;

import java.util.Optional;
import java.util.Set;

/**
 * An account.
 *
 * @param name unique in the installation
 * @param tenant the tenant it belongs to; empty for people of the platform
 * @param roles what it may do there
 */
public record Person(String name, Optional<String> tenant, Set<Role> roles) {
    public Person {
        roles = Set.copyOf(roles);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an account needs a name");
        }
        if (tenant.isEmpty() && !roles.contains(Role.PLATFORM_ADMIN)) {
            throw new IllegalArgumentException("account \"" + name + "\" has neither a tenant nor the platform's role");
        }
        if (tenant.isPresent() && roles.contains(Role.PLATFORM_ADMIN)) {
            throw new IllegalArgumentException(
                    "account \"" + name + "\" of tenant \"" + tenant.get() + "\" cannot be a platform admin");
        }
    }
}
