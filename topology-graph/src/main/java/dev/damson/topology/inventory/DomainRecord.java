package dev.damson.topology.inventory;

/**
 * A virtual domain as the graph holds it.
 *
 * @param number unique in the installation, 1 to 16,777,215 (it becomes the VNI)
 * @param head the number of the last committed revision; 0 before the first
 * @param change how many changes of workloads were made under it since
 */
public record DomainRecord(String tenant, String name, int number, long head, long change) {
    /** A VNI has 24 bits (RFC 7348 section 5). */
    public static final int MOST_DOMAINS = (1 << 24) - 1;

    /** With a head under which nothing has changed. */
    public DomainRecord(String tenant, String name, int number, long head) {
        this(tenant, name, number, head, 0);
    }
}
