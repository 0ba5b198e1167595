package dev.damson.policy.source;

import java.util.regex.Pattern;

/** The forms of names and labels, Kubernetes' own. */
public final class Names {
    public static final int LONGEST_LABEL = 63;
    public static final int LONGEST_SUBDOMAIN = 253;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern DNS_SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    /** IANA's service name of RFC 6335: 15 characters, a letter among them. */
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])" + LABEL);

    private static final int LONGEST_PORT_NAME = 15;

    private Names() {}

    public static boolean isDnsLabel(String text) {
        return text.length() <= LONGEST_LABEL && DNS_LABEL.matcher(text).matches();
    }

    public static boolean isDnsSubdomain(String text) {
        return text.length() <= LONGEST_SUBDOMAIN && DNS_SUBDOMAIN.matcher(text).matches();
    }

    public static boolean isLabelKey(String text) {
        int slash = text.indexOf('/');
        String name = text.substring(slash + 1);
        return (slash < 0 || isDnsSubdomain(text.substring(0, slash)))
                && name.length() <= LONGEST_LABEL
                && LABEL_NAME.matcher(name).matches();
    }

    public static boolean isLabelValue(String text) {
        return text.isEmpty()
                || text.length() <= LONGEST_LABEL && LABEL_NAME.matcher(text).matches();
    }

    public static boolean isPortName(String text) {
        return text.length() <= LONGEST_PORT_NAME && PORT_NAME.matcher(text).matches();
    }
}
