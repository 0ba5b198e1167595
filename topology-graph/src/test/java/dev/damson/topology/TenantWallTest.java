package dev.damson.topology;

import static dev.damson.topology.GraphFixture.NOON;
import static dev.damson.topology.GraphFixture.WEB;
import static dev.damson.topology.GraphFixture.commit;
import static dev.damson.topology.GraphFixture.commitTo;
import static dev.damson.topology.GraphFixture.shop;
import static dev.damson.topology.GraphFixture.tenantWithShop;
import static dev.damson.topology.GraphFixture.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.topology.document.Version;
import dev.damson.topology.draft.DraftEdit;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.revision.CommitOutcome;
import dev.damson.topology.revision.Shape;
import dev.damson.topology.store.Database;
import dev.damson.topology.store.TenantScope;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.TrafficSum;
import dev.damson.topology.traffic.TrafficVerdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks for another tenant's things, by their right names, through every public method that a tenant's graph gives
 * access to. A method that is added is asked too.
 */
@Tag("server")
class TenantWallTest {
    private static final String OWNER = "wall-owner";
    private static final String STRANGER = "wall-stranger";

    private static TopologyGraph graph;
    private static TenantGraph owner;
    private static TenantGraph stranger;
    private static String draft;

    @BeforeAll
    static void furnishTheOwner() {
        graph = LocalNeo4j.shared().open();
        owner = tenantWithShop(graph, OWNER);
        graph.tenants().create(STRANGER);
        stranger = graph.tenant(STRANGER);
        commitTo(owner, commit(0, shop(), web("kind: Group")));
        draft = owner.drafts().open("shop", "alice", NOON).orElseThrow().id();
        owner.drafts().edit(draft, 0, web("kind: Group # draft"), "alice", NOON);
        owner.traffic().add(0, 10, List.of(sum()));
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    /** One call of a method of one part of a tenant's graph. */
    record Call(Method part, Method method) {
        Object on(TenantGraph tenant) {
            try {
                var arguments = Arrays.stream(method.getParameters())
                        .map(TenantWallTest::argument)
                        .toArray();
                var result = method.invoke(part.invoke(tenant), arguments);
                return result == null ? List.of() : result;
            } catch (InvocationTargetException failed) {
                throw new AssertionError(this + " failed", failed.getCause());
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public String toString() {
            return part.getName() + "()." + method.getName();
        }
    }

    static Stream<Call> calls() {
        return Arrays.stream(TenantGraph.class.getDeclaredMethods())
                .filter(TenantWallTest::isOffered)
                .filter(part -> part.getReturnType().getPackageName().startsWith("dev.damson"))
                .flatMap(part -> Arrays.stream(part.getReturnType().getDeclaredMethods())
                        .filter(TenantWallTest::isOffered)
                        .map(method -> new Call(part, method)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aStrangerGetsNothingAndChangesNothing(Call call) {
        var before = everythingOf(owner);

        var result = call.on(stranger);

        assertThat(isNothing(result)).as("%s gave %s", call, result).isTrue();
        assertThat(everythingOf(owner)).isEqualTo(before);
    }

    @Test
    void theOwnerGetsSomethingFromEveryReading() {
        assertThat(everythingOf(owner))
                .allSatisfy(thing -> assertThat(isNothing(thing)).isFalse());
        assertThat(stranger.people()).isEmpty();
    }

    @Test
    void aStatementWithoutItsTenantDoesNotRun() {
        var server = LocalNeo4j.shared();
        try (var database = Database.open(server.uri(), server.user(), server.password())) {
            var scope = new TenantScope(database, OWNER);

            assertThatThrownBy(() -> scope.list("MATCH (d:Domain) RETURN d", Map.of(), row -> row))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must use $tenant");
            assertThatThrownBy(() -> scope.list(
                            "MATCH (d:Domain {tenant: $tenant}) RETURN d", Map.of("tenant", STRANGER), row -> row))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("comes from the scope");
        }
    }

    private static boolean isOffered(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic();
    }

    private static List<Object> everythingOf(TenantGraph tenant) {
        return List.of(
                tenant.inventory().domains(),
                tenant.inventory().workloads("shop"),
                tenant.documents().current("shop"),
                tenant.drafts().of("shop"),
                tenant.revisions().newest("shop", 10),
                tenant.audit().before(NOON.plusSeconds(1), 10),
                tenant.traffic().observed("shop", NOON, NOON.plusSeconds(60), 10),
                tenant.traffic().position(0),
                tenant.views().of("shop", NOON, NOON.plusSeconds(60)));
    }

    /** The owner's things by their names; a parameter of a new kind must be given here. */
    private static Object argument(Parameter parameter) {
        return switch (parameter.getName()) {
            case "domain" -> "shop";
            case "name" -> parameter.getDeclaringExecutable().getParameterCount() == 1 ? "shop" : "web-1";
            case "id" -> draft;
            case "owner", "author" -> "mallory";
            case "key" -> WEB;
            case "change" -> web("kind: Group # stolen");
            case "changes" -> List.of(web("kind: Group # stolen"));
            case "commits" -> List.of(commit(1, Shape.EMPTY, web("kind: Group # stolen")));
            case "entry" -> new AuditEntry(NOON, "mallory", "shop", "look", "around", "");
            case "sums" -> List.of(sum());
            case "at", "from" -> NOON;
            case "to", "moment" ->
                parameter.getDeclaringExecutable().getName().equals("forgetBefore") ? NOON.plusSeconds(600) : NOON;
            case "version" -> parameter.getType() == Version.class ? Version.compiled(1) : Long.valueOf(1);
            case "number", "revision" -> 1L;
            case "nextOffset" -> 99L;
            case "limit", "batch" -> 10;
            case "partition" -> 0;
            default -> throw new AssertionError("what is " + parameter + " of the owner?");
        };
    }

    private static boolean isNothing(Object result) {
        return switch (result) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalLong optional -> optional.isEmpty();
            case Collection<?> collection -> collection.isEmpty();
            case Boolean done -> !done;
            case Long count -> count == 0;
            case DraftEdit edit -> edit instanceof DraftEdit.Gone;
            case CommitOutcome outcome -> outcome instanceof CommitOutcome.NoDomain;
            default -> false;
        };
    }

    private static TrafficSum sum() {
        return new TrafficSum(
                "shop",
                new Endpoint.Workload("web-1"),
                new Endpoint.Workload("web-2"),
                NOON.getEpochSecond(),
                "TCP/80",
                new Judgement(TrafficVerdict.ALLOWED, "shop/all/web", "edge-1", JudgingEnd.SOURCE, 1, false),
                1,
                10,
                1_000);
    }
}
