package dev.damson.policy.prove;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shipped address table as every address sees it: ranges from the first address to the last, without gaps. */
final class AddressRanges {
    private final List<AddressRange> ranges = new ArrayList<>();
    private final Deque<AddressRange> open = new ArrayDeque<>();
    /** The first address that no range has yet; null behind the last of a family. */
    private @Nullable IpAddress cursor;

    private AddressRanges() {}

    static List<AddressRange> of(List<PlannedAddress> entries) {
        var sorted = entries.stream()
                .sorted((a, b) -> a.prefix().compareTo(b.prefix()))
                .toList();
        var made = new AddressRanges();
        made.family(Cidr.around(IpAddress.v4(0), 0), sorted);
        made.family(Cidr.around(IpAddress.v6(0, 0), 0), sorted);
        return made.ranges;
    }

    private void family(Cidr whole, List<PlannedAddress> sorted) {
        cursor = whole.first();
        open.push(new AddressRange(whole.first(), whole.last(), 0));
        for (var entry : sorted) {
            if (entry.prefix().family() == whole.family()) {
                closeBefore(entry.prefix().first());
                cover(open.element(), entry.prefix().first());
                open.push(
                        new AddressRange(entry.prefix().first(), entry.prefix().last(), entry.identity()));
            }
        }
        while (!open.isEmpty()) {
            finish();
        }
    }

    private void closeBefore(IpAddress next) {
        while (open.element().last().compareTo(next) < 0) {
            finish();
        }
    }

    /** The open prefix has the addresses from the cursor to before the next prefix. */
    private void cover(AddressRange prefix, IpAddress next) {
        if (cursor != null && cursor.compareTo(next) < 0) {
            ranges.add(new AddressRange(cursor, next.previous().orElseThrow(), prefix.identity()));
            cursor = next;
        }
    }

    private void finish() {
        var prefix = open.pop();
        if (cursor != null && cursor.compareTo(prefix.last()) <= 0) {
            ranges.add(new AddressRange(cursor, prefix.last(), prefix.identity()));
            cursor = prefix.last().next().orElse(null);
        }
    }

    /** The place of the range that has an address; the ranges are in order and without gaps. */
    static int indexOf(List<AddressRange> ranges, IpAddress address) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ranges.get(middle).first().compareTo(address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
