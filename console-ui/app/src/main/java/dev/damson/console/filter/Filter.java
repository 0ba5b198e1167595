package dev.damson.console.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Terms joined by {@code and}: {@code app = shop and verdict != allowed}. Values with blanks stand in double quotes.
 * A word without a key matches any field; {@code *} stands for any characters.
 */
public record Filter(List<Term> terms) {
    public static final Filter NONE = new Filter(List.of());

    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(!=|=)|([^\\s=!\"]+|!)");

    public Filter {
        terms = List.copyOf(terms);
    }

    /** Reads what a person typed; what is no {@code key = value} is taken as a word. */
    public static Filter parse(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            var quoted = matcher.group(1);
            tokens.add(quoted == null ? matcher.group() : quoted.replaceAll("\\\\(.)", "$1"));
        }
        var terms = new ArrayList<Term>();
        for (var at = 0; at < tokens.size(); at++) {
            var hasOperator = at + 2 < tokens.size() && !isOperator(tokens.get(at)) && isOperator(tokens.get(at + 1));
            if (hasOperator) {
                terms.add(new Term(
                        tokens.get(at).toLowerCase(Locale.ROOT),
                        tokens.get(at + 1).equals("!="),
                        tokens.get(at + 2)));
                at += 2;
            } else if (!tokens.get(at).equalsIgnoreCase("and") && !isOperator(tokens.get(at))) {
                terms.add(new Term(Term.ANY, false, tokens.get(at)));
            }
        }
        return new Filter(terms);
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    public Filter with(Filter more) {
        var all = new ArrayList<>(terms);
        more.terms.stream().filter(term -> !all.contains(term)).forEach(all::add);
        return new Filter(all);
    }

    public Filter without(Term term) {
        return new Filter(terms.stream().filter(each -> !each.equals(term)).toList());
    }

    public Filter negate(Term term) {
        var turned = new Term(term.key(), !term.negated(), term.value());
        return new Filter(
                terms.stream().map(each -> each.equals(term) ? turned : each).toList());
    }

    /** @param values the values of one entry under a key; for {@code any} all of them */
    public boolean matches(Function<String, ? extends Collection<String>> values) {
        return terms.stream().allMatch(term -> {
            var pattern = pattern(term);
            return term.negated() != values.apply(term.key()).stream().anyMatch(pattern.asMatchPredicate());
        });
    }

    @Override
    public String toString() {
        return terms.stream()
                .map(term -> term.key().equals(Term.ANY) && !term.negated() ? word(term) : term.toString())
                .collect(Collectors.joining(" and "));
    }

    private static String word(Term term) {
        return term.toString().substring((Term.ANY + " = ").length());
    }

    private static boolean isOperator(String token) {
        return token.equals("=") || token.equals("!=");
    }

    private static Pattern pattern(Term term) {
        var value = term.value().equals(Term.ANY) ? "*" : term.value();
        var part = List.of(value.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        var free = term.key().equals(Term.ANY) ? ".*" + part + ".*" : part;
        return Pattern.compile(free, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
