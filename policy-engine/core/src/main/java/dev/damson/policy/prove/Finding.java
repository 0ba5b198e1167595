package dev.damson.policy.prove;

/**
 * One difference between plan and policies.
 *
 * @param place such as {@code profile 3, from, identity 5, TCP 80}
 * @param message what the plan has, and what would be right
 */
public record Finding(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
