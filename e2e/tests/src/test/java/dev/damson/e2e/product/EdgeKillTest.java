package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.process.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dead edge leaves enforcement as it was: the programs stay with the interfaces. */
@Tag("kernel")
@ExtendWith(OneProduct.class)
class EdgeKillTest {
    @Test
    void enforcementSurvivesTheEdge(RunningProduct product) throws Exception {
        var shop = new Shop(product);
        shop.open();
        Await.until("the shop", () -> !shop.isDenied("client-1", "web-1", Shop.WEB));
        var web = Shop.service("web-1", Shop.WEB);
        try (var established = shop.workload("client-1").openConnection(web.getAddress())) {
            established.socket().connect(web, 5_000);
            var edge = product.pid("edge");
            edge.handle().orElseThrow().destroyForcibly();
            Await.until("the end of the edge", () -> !edge.isAlive());

            assertThat(shop.isDenied("client-1", "db-1", Shop.DATABASE)).isTrue();
            assertThat(shop.connects("client-1", "web-2", Shop.WEB)).isTrue();
            established.socket().setSoTimeout(5_000);
            established.write(ByteBuffer.wrap(
                    "GET /survivor HTTP/1.1\r\nHost: web-1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertThat(new String(established.socket().getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("/survivor");

            Await.until(
                    "the edge's successor",
                    () -> product.component("edge").state() == State.READY
                            && !product.component("edge").identity().equals(Optional.of(edge)));
        }
        assertThat(shop.isDenied("client-1", "db-1", Shop.DATABASE)).isTrue();
        assertThat(shop.connects("client-1", "web-1", Shop.WEB)).isTrue();
    }
}
