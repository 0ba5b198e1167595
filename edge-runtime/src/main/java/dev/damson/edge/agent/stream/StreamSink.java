package dev.damson.edge.agent.stream;

/** Where records go. Never blocks. */
@FunctionalInterface
public interface StreamSink {
    /**
     * Takes a record, or not.
     *
     * @param lost called, on any thread, if the record will not arrive; also when this returns false
     * @return whether there was room
     */
    boolean offer(String topic, String key, byte[] value, Runnable lost);
}
