package dev.damson.console.security;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.damson.director.Director;

/** The sign-in page. While no account exists it hands over to the set-up page. */
@Route(value = "sign-in", autoLayout = false)
@PageTitle("Sign in · Damson")
@AnonymousAllowed
public class SignInView extends Main implements BeforeEnterObserver {
    private final LoginForm form = new LoginForm(words());
    private final transient Director director;

    SignInView(Director director) {
        this.director = director;
        addClassName("sign-in");
        form.setAction("sign-in");
        form.setForgotPasswordButtonVisible(false);
        var panel = new Div(brand(), form);
        panel.addClassName("panel");
        add(panel);
    }

    static Div brand() {
        var brand = new Div(new Image("pictures/damson.svg", ""), new Span("Damson"));
        brand.addClassName("brand");
        return brand;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (director.needsSetUp()) {
            event.forwardTo(SetUpView.class);
            return;
        }
        form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }

    private static LoginI18n words() {
        var words = LoginI18n.createDefault();
        words.getForm().setTitle("Sign in");
        words.getForm().setUsername("Name");
        words.getForm().setSubmit("Sign in");
        words.getErrorMessage().setTitle("Name or password is wrong");
        words.getErrorMessage().setMessage("Nothing was changed. Try again, or ask the platform's admins.");
        return words;
    }
}
