package dev.damson.console.place;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;

/** Goes to an address with a query, which Flow wants apart from the path. */
public final class Address {
    private Address() {}

    public static void open(UI ui, String address) {
        var question = address.indexOf('?');
        if (question < 0) {
            ui.navigate(address);
        } else {
            ui.navigate(address.substring(0, question), QueryParameters.fromString(address.substring(question + 1)));
        }
    }
}
