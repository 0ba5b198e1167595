package dev.damson.console.security;

import dev.damson.topology.people.Person;
import dev.damson.topology.people.Role;

/** What a person may do; {@link #words} completes "This needs the right to …". */
public enum Right {
    VIEW("see this domain", Role.PLATFORM_ADMIN, Role.TENANT_ADMIN, Role.ANALYST, Role.PAYLOAD_READER),
    INSPECT("look at taps", Role.PLATFORM_ADMIN, Role.TENANT_ADMIN, Role.ANALYST),
    TAP("tap the traffic of this domain", Role.PLATFORM_ADMIN, Role.TENANT_ADMIN, Role.ANALYST),
    TAP_PAYLOAD("have taps copy payload", Role.PAYLOAD_TAPPER),
    PAYLOAD("see the payload of tapped packets", Role.PAYLOAD_READER),
    CHANGE("change the policy of this domain", Role.PLATFORM_ADMIN, Role.TENANT_ADMIN),
    PLATFORM("administer the platform", Role.PLATFORM_ADMIN);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never written.
    private final Role[] roles;

    Right(String words, Role... roles) {
        this.words = words;
        this.roles = roles;
    }

    public String words() {
        return words;
    }

    public boolean heldBy(Person person) {
        for (var role : roles) {
            if (person.roles().contains(role)) {
                return true;
            }
        }
        return false;
    }
}
