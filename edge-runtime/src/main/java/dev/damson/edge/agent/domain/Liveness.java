package dev.damson.edge.agent.domain;

/** Whether packets may be sent to a service instance now. */
@FunctionalInterface
public interface Liveness {
    boolean isAlive(int instanceSlot);
}
