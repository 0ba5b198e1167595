package dev.damson.e2e.bench;

import dev.damson.e2e.product.Await;
import dev.damson.e2e.product.Checkout;
import dev.damson.e2e.product.RunningProduct;
import dev.damson.lab.network.ConnectOutcome;
import dev.damson.tap.live.LiveTail;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailRequest;
import dev.damson.tap.live.TappedPacket;
import dev.damson.tap.names.Names;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From a packet's moment in the kernel to the listener of a live tail, under the laboratory's own traffic. */
final class TailBench {
    private static final int PACKETS = 2_000;
    private static final int GOAL_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final InetSocketAddress APP = new InetSocketAddress("10.1.0.21", 8080);

    private final RunningProduct product;

    TailBench(RunningProduct product) {
        this.product = product;
    }

    void run(PrintStream out) throws Exception {
        product.run("apply", "-f", Checkout.find().shop().toString());
        var web = product.laboratory().workload("acme", "web-1");
        Await.until(
                "the way from web to app", () -> web.connect(APP, Duration.ofSeconds(2)) == ConnectOutcome.CONNECTED);
        List<Long> latencies = new ArrayList<>();
        var listener = new TailListener() {
            @Override
            public void packets(List<TappedPacket> packets) {
                long now = System.currentTimeMillis() * 1_000_000L;
                synchronized (latencies) {
                    packets.forEach(packet -> latencies.add(now - packet.unixNanos()));
                }
            }
        };
        var request = TailRequest.ofTenant("acme").ofDomain("shop").ofTap("web-app");
        var kafka = KafkaTapBench.client(product, "console");
        try (var tail = LiveTail.open(kafka, request, Names.NONE, listener)) {
            Await.until("packets in the tail", PATIENCE, () -> {
                synchronized (latencies) {
                    return latencies.size() >= PACKETS;
                }
            });
            synchronized (latencies) {
                print(out, latencies, tail.counts().lostAtEdge());
            }
        }
    }

    private static void print(PrintStream out, List<Long> latencies, long lost) {
        var sorted = latencies.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        out.printf(
                "%-52s %9.0f ms %9.0f ms %9d ms%n",
                "wire → live tail, %,d packets, p50, p95 (lost %d)".formatted(sorted.length, lost),
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                GOAL_MILLIS);
    }
}
