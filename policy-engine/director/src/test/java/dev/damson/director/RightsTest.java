package dev.damson.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.director.command.Commands;
import dev.damson.director.command.Heads;
import dev.damson.director.live.LiveListener;
import dev.damson.director.live.LiveStatus;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Kind;
import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls every method of the director as somebody who may not. A method that is added is called too. */
@Tag("server")
class RightsTest {
    private static final String TENANT = "rights-acme";
    private static final DocumentKey KEY = new DocumentKey(Kind.GROUP, "web");

    private static final Actor ADMIN = actor(DirectorFixture.ALICE, TENANT);
    private static final Actor ANALYST = actor(DirectorFixture.ANA, TENANT);
    private static final Actor STRANGER = actor(DirectorFixture.GIL, "rights-globex");
    private static final Actor NOBODY = new Actor("nobody", Optional.empty(), Set.of());

    /** What an analyst of the tenant may call; everything else changes something. */
    private static final Set<String> READING =
            Set.of("read", "review", "status", "taps", "drops", "forecastTap", "recordTapAccess");

    private static final Set<String> TAPPING = Set.of("startTap", "extendTap", "stopTap", "removeTap");

    private static TopologyGraph graph;
    private static Director director;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
        graph.tenants().create(TENANT);
        var clock = Clock.systemUTC();
        var live = new LiveStatus(clock);
        director =
                new RunningDirector(graph, new Commands(graph, new Heads(graph), live, () -> {}, clock), live, clock);
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    static Stream<Method> aboutATenant() {
        return Arrays.stream(Director.class.getMethods())
                .filter(method -> method.getParameterCount() > 1)
                .filter(method -> method.getParameters()[0].getType() == Actor.class)
                .filter(method -> method.getParameters()[1].getName().equals("tenant"));
    }

    @ParameterizedTest
    @MethodSource("aboutATenant")
    void aStrangerIsRefusedEverywhere(Method method) {
        assertThatThrownBy(() -> call(method, STRANGER)).isInstanceOf(NotPermitted.class);
        assertThatThrownBy(() -> call(method, NOBODY)).isInstanceOf(NotPermitted.class);
    }

    @ParameterizedTest
    @MethodSource("aboutATenant")
    void anAnalystReadsTapsAndDoesNotChange(Method method) {
        if (READING.contains(method.getName()) || TAPPING.contains(method.getName())) {
            assertThatCode(() -> call(method, ANALYST)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> call(method, ANALYST))
                    .isInstanceOf(NotPermitted.class)
                    .hasMessageContaining("\"ana\" may not change tenant \"rights-acme\"");
        }
    }

    @ParameterizedTest
    @MethodSource("aboutATenant")
    void theTenantsAdminAndThePlatformMayDoAllOfIt(Method method) {
        assertThatCode(() -> call(method, ADMIN)).doesNotThrowAnyException();
        assertThatCode(() -> call(method, DirectorFixture.PLATFORM)).doesNotThrowAnyException();
    }

    @Test
    void everyOtherMethodWithAnActorShowsOnlyWhatIsTheirs() {
        assertThat(director.tenants(STRANGER)).doesNotContain(TENANT);
        assertThat(director.tenants(NOBODY)).isEmpty();
        assertThat(director.edges(STRANGER)).isEmpty();
    }

    @Test
    void aListenerHearsOnlyOfItsTenant() {
        var live = new LiveStatus(Clock.systemUTC());
        var listening = new RunningDirector(
                graph,
                new Commands(graph, new Heads(graph), live, () -> {}, Clock.systemUTC()),
                live,
                Clock.systemUTC());
        var heard = new ArrayList<String>();
        try (var subscription = listening.listen(ADMIN, new LiveListener() {
            @Override
            public void domainChanged(String tenant, String domain) {
                heard.add(tenant + "/" + domain);
            }

            @Override
            public void edgeChanged(String edge) {
                heard.add(edge);
            }
        })) {
            assertThat(subscription).isNotNull();
            live.committed("rights-globex", "shop");
            live.committed(TENANT, "shop");
        }
        live.committed(TENANT, "later");

        assertThat(heard).containsExactly(TENANT + "/shop");
    }

    @Test
    void onlyThePayloadReaderOfTheTenantSeesPayload() {
        assertThat(ANALYST.mayReadPayload(TENANT)).isTrue();
        assertThat(ANALYST.mayReadPayload("rights-globex")).isFalse();
        assertThat(ADMIN.mayReadPayload(TENANT)).isFalse();
        assertThat(DirectorFixture.PLATFORM.mayReadPayload(TENANT)).isFalse();
    }

    @Test
    void payloadIsShownOnlyWithTheRightAReasonAndATrace() {
        var why = new TapAccess("shop", "web-app", TapAccess.Action.VIEW, true, "ticket 7");
        var silent = new TapAccess("shop", "web-app", TapAccess.Action.VIEW, true, " ");

        assertThatThrownBy(() -> director.recordTapAccess(ADMIN, TENANT, why)).isInstanceOf(NotPermitted.class);
        assertThatThrownBy(() -> director.recordTapAccess(ANALYST, TENANT, silent))
                .isInstanceOf(IllegalArgumentException.class);
        director.recordTapAccess(ANALYST, TENANT, why);

        assertThat(director.read(ANALYST, TENANT).audit(Instant.now().plusSeconds(1), 1))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).isEqualTo("ana");
                    assertThat(entry.action()).isEqualTo("tap-view");
                    assertThat(entry.subject()).isEqualTo("web-app");
                    assertThat(entry.detail()).isEqualTo("payload: ticket 7");
                });
    }

    @Test
    void aDownloadAndAMuteAreInTheAuditInTheirOwnWords() {
        director.recordTapAccess(
                ANALYST,
                TENANT,
                new TapAccess("shop", "web-app", TapAccess.Action.DOWNLOAD, false, "csv, every session that matches"));
        director.recordTapAccess(
                ANALYST, TENANT, new TapAccess("shop", "10.1.0.9", TapAccess.Action.MUTE, false, "our scanner"));

        assertThat(director.read(ANALYST, TENANT).audit(Instant.now().plusSeconds(1), 20))
                .extracting(entry -> entry.action() + " " + entry.subject() + ": " + entry.detail())
                .contains(
                        "session-download web-app: csv, every session that matches",
                        "finding-mute 10.1.0.9: our scanner");
    }

    private static void call(Method method, Actor actor) throws Throwable {
        var arguments = Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getType() == Actor.class ? actor : argument(parameter))
                .toArray();
        try {
            method.invoke(director, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static Object argument(Parameter parameter) {
        return switch (parameter.getName()) {
            case "tenant" -> TENANT;
            case "domain" -> "shop";
            case "draft", "chain", "tap", "message" -> "any";
            case "files" -> List.of();
            case "source" -> "apiVersion: damson.dev/v1";
            case "prune" -> false;
            case "version" -> 1L;
            case "access" -> new TapAccess("shop", "any", TapAccess.Action.TAIL, false, "");
            case "change" -> new DocumentChange.Remove(KEY);
            case "changes" -> List.of(new DocumentChange.Remove(KEY));
            case "key" -> KEY;
            case "policy" -> FailurePolicy.OPEN;
            case "until" -> Instant.EPOCH;
            default -> throw new AssertionError("what is " + parameter + "?");
        };
    }

    private static Actor actor(Actor like, String tenant) {
        return new Actor(like.name(), Optional.of(tenant), like.roles());
    }
}
