package dev.damson.console.security;

import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.topology.people.Person;
import dev.damson.topology.people.Role;
import org.springframework.stereotype.Component;

/** Whoever is at the screen. Roles are read anew at each question, never kept in a session. */
@Component
public class SignedIn {
    private final AuthenticationContext authentication;
    private final Director director;

    SignedIn(AuthenticationContext authentication, Director director) {
        this.authentication = authentication;
        this.director = director;
    }

    /** @throws MissingAccount when the account was removed since the sign-in */
    public Person person() {
        var name = authentication.getPrincipalName().orElseThrow(() -> new MissingAccount("nobody is signed in"));
        return director.person(name).orElseThrow(() -> new MissingAccount("the account \"" + name + "\" is gone"));
    }

    public Actor actor() {
        return Actor.of(person());
    }

    public boolean may(Right right) {
        return right.heldBy(person());
    }

    /** What the person is, in words. */
    public String standing() {
        var person = person();
        if (person.roles().contains(Role.PLATFORM_ADMIN)) {
            return "platform admin";
        }
        var role = person.roles().contains(Role.TENANT_ADMIN) ? "tenant admin" : "analyst";
        return role + " of " + person.tenant().orElse("no tenant");
    }

    public void signOut() {
        authentication.logout();
    }
}
