package dev.damson.edge.agent.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.HostedDomain;
import dev.damson.wire.proto.PortBinding;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final HostedDomain SHOP = HostedDomain.newBuilder()
            .setTenant("acme")
            .setDomain("shop")
            .setNumber(1)
            .build();

    private static PortBinding.Builder web() {
        return PortBinding.newBuilder()
                .setTenant("acme")
                .setDomain("shop")
                .setWorkload("web-1")
                .setPort("eth0")
                .setEdge("edge-1")
                .setMac(ByteString.copyFrom(HexFormat.of().parseHex("020000000111")))
                .addAddresses(ByteString.copyFrom(new byte[] {10, 1, 0, 11}));
    }

    private static Bindings of(UnaryOperator<EdgeBindings.Builder> change) {
        return Bindings.of(
                change.apply(EdgeBindings.newBuilder().setEdge("edge-1").setSequence(3))
                        .build());
    }

    @Test
    void portsOfThisHostAreToldFromOthers() {
        var bindings = of(edge -> edge.addDomains(SHOP)
                .addPorts(web())
                .addPorts(web().setWorkload("web-2").setEdge("edge-2")));
        assertThat(bindings.sequence()).isEqualTo(3);
        assertThat(bindings.here(new DomainId("acme", "shop")))
                .singleElement()
                .satisfies(port -> assertThat(port.id().alias()).isEqualTo("damson:acme/shop/web-1/eth0"));
        assertThat(bindings.ports()).hasSize(2);
    }

    @Test
    void aPortHasTheLinkLocalAddressOfItsMac() {
        var port = of(edge -> edge.addDomains(SHOP).addPorts(web()))
                .here(new DomainId("acme", "shop"))
                .getFirst();
        assertThat(port.allAddresses())
                .extracting(HexFormat.of()::formatHex)
                .containsExactly("0a01000b", "fe80000000000000000000fffe000111");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> of(edge -> edge.addPorts(web()))).hasMessageContaining("do not list");
        assertThatThrownBy(() -> of(edge ->
                        edge.addDomains(SHOP).addDomains(SHOP.toBuilder().setDomain("other"))))
                .hasMessageContaining("number \"1\"");
        assertThatThrownBy(() -> of(edge -> edge.addDomains(SHOP.toBuilder().setNumber(0))))
                .hasMessageContaining("number \"0\"");
        assertThatThrownBy(() -> of(edge -> edge.addDomains(SHOP).addPorts(web().setMac(ByteString.EMPTY))))
                .hasMessageContaining("MAC");
        assertThatThrownBy(() -> of(
                        edge -> edge.addDomains(SHOP).addPorts(web().addAddresses(ByteString.copyFrom(new byte[5])))))
                .hasMessageContaining("neither 4 nor 16 bytes");
    }

    @Test
    void tooManyAddressesAreRefused() {
        var many = web();
        for (var last = 1; last < 8; last++) {
            many.addAddresses(ByteString.copyFrom(new byte[] {10, 1, 1, (byte) last}));
        }
        assertThatThrownBy(() -> of(edge -> edge.addDomains(SHOP).addPorts(many)))
                .hasMessageContaining("8 addresses of one family; at most 7");
    }
}
