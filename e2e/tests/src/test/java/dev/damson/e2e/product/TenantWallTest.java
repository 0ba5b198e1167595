package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.lab.network.ConnectOutcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two tenants with the same addresses on one host: what one allows opens nothing at the other. */
@Tag("kernel")
@Order(4)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OneProduct.class)
class TenantWallTest {
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private final RunningProduct product;
    private final Shop shop;

    TenantWallTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
    }

    @BeforeAll
    void openTheShopOfAcme() throws Exception {
        shop.open();
    }

    @Test
    void whatAcmeAllowsIsStillDeniedAtGlobex() throws Exception {
        assertThat(shop.connects("client-1", "web-1", Shop.WEB)).isTrue();
        assertThat(connectsAtGlobex("client-1", "web-1", Shop.WEB)).isFalse();
        assertThat(connectsAtGlobex("web-1", "app-1", Shop.APP)).isFalse();
    }

    @Test
    void nothingIsMadeInTheMachinesOwnNetworkNamespace() throws IOException {
        assertThat(product.linksAdded()).isEmpty();
    }

    private boolean connectsAtGlobex(String from, String to, int port) throws IOException {
        return product.laboratory().workload("globex", from).connect(Shop.service(to, port), SILENCE)
                == ConnectOutcome.CONNECTED;
    }
}
