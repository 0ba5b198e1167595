package dev.damson.console.shell;

import com.vaadin.flow.router.RouteConfiguration;
import dev.damson.console.place.Section;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The sections that a view stands behind: navigation offers nothing else. */
@Component
class Sections {
    Set<Section> existing() {
        var sections = EnumSet.noneOf(Section.class);
        var routes = RouteConfiguration.forApplicationScope().getAvailableRoutes();
        for (var section : Section.values()) {
            if (routes.stream().anyMatch(route -> route.getTemplate().endsWith("/" + section.path()))) {
                sections.add(section);
            }
        }
        return sections;
    }
}
