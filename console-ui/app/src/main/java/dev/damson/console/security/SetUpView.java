package dev.damson.console.security;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.damson.director.Director;

/** Creates the first account. Open only while there is none, and only with the token from the terminal. */
@Route(value = "set-up", autoLayout = false)
@PageTitle("Set up · Damson")
@AnonymousAllowed
public class SetUpView extends Main implements BeforeEnterObserver {
    private static final int PASSWORD_MIN_LENGTH = 12;
    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private final TextField token = new TextField("Token from the terminal");
    private final TextField name = new TextField("Your name");
    private final PasswordField password = new PasswordField("Password");
    private final transient Director director;
    private final transient SetUpToken expected;

    SetUpView(Director director, SetUpToken expected) {
        this.director = director;
        this.expected = expected;
        addClassName("sign-in");
        password.setHelperText("At least " + PASSWORD_MIN_LENGTH + " characters");
        var create = new Button("Create the first account", event -> create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickShortcut(Key.ENTER);
        var panel = new Div(
                SignInView.brand(),
                new H2("Nobody can sign in yet"),
                new Paragraph("This makes you the platform's admin. The token was printed where Damson was started."),
                token,
                name,
                password,
                create);
        panel.addClassName("panel");
        add(panel);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!director.needsSetUp()) {
            event.forwardTo(SignInView.class);
        }
    }

    private void create() {
        var known = expected.matches(token.getValue());
        refuse(token, known ? "" : "This is not the token that the terminal shows");
        var named = name.getValue().matches(NAME);
        refuse(name, named ? "" : "Lower-case letters, digits and hyphens, at most 63");
        var strong = password.getValue().length() >= PASSWORD_MIN_LENGTH;
        password.setInvalid(!strong);
        password.setErrorMessage("At least " + PASSWORD_MIN_LENGTH + " characters");
        if (known && named && strong) {
            director.setUp(name.getValue(), password.getValue().toCharArray());
            getUI().ifPresent(ui -> ui.navigate(SignInView.class));
        }
    }

    private static void refuse(TextField field, String message) {
        field.setInvalid(!message.isEmpty());
        field.setErrorMessage(message);
    }
}
