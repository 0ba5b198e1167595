package dev.damson.console.topology;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.FilterBar;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.Drawer;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.director.Director;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;

/** The domain as a map and as a table: who talks to whom, and what became of it. */
@Route(value = "t/:tenant/d/:domain/topology", layout = Shell.class)
@PermitAll
public class TopologyPage extends DomainView {
    private static final String FACE = "face";
    private static final String TABLE = "table";

    private final transient TopologyReader reader;
    private final transient PolicyReader policies;
    private final transient Director director;

    private final Segments<String> faces = new Segments<String>("Map or table", face -> go(place().with(FACE, face)))
            .option("", Glyph.TOPOLOGY, "Map")
            .option(TABLE, Glyph.TABLE, "Table");
    private final NoiseSwitch noise = NoiseSwitch.noise(chosen -> go(place().with(NoiseSwitch.NOISE, chosen)));
    private final NoiseSwitch past = NoiseSwitch.past(chosen -> go(place().with(NoiseSwitch.PAST, chosen)));
    private final WindowChoice window = new WindowChoice(length -> go(place().with(WindowChoice.KEY, length)));
    private final FilterBar filter =
            new FilterBar("Add a filter, such as verdict = denied", chosen -> go(place().filtered(chosen)));
    private final TopologyMap map = new TopologyMap(id -> go(place().select(id)));
    private final PhysicalLane physical = new PhysicalLane(id -> go(place().select(id)));
    private final FlowTable flows = new FlowTable(this::place, id -> go(place().select(id)));
    private final Legend legend = new Legend();
    private final Div tableScroll = new Div();
    private final Div main = new Div();
    private final Div body = new Div();

    TopologyPage(SignedIn signedIn, Domains domains, TopologyReader reader, PolicyReader policies, Director director) {
        super(Section.TOPOLOGY, signedIn, domains);
        this.reader = reader;
        this.policies = policies;
        this.director = director;
        tableScroll.add(flows.component());
        tableScroll.addClassName("scrolls");
        main.addClassName("main-pane");
        body.addClassName("page-body");
        body.add(main);
        var filters = new Div(filter, window);
        filters.addClassNames("filter-row", "ruled");
        var live = new Div(Words.classed("", "dot", "allowed"), Words.plain("Live"));
        live.addClassName("live");
        add(new PageHead("Topology").left(faces).right(past, noise, live), filters, body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var shown = reader.read(actor, place.domain(), window.length(place));
        var status = director.status(
                        actor, place.domain().tenant(), place.domain().domain())
                .orElseThrow();
        var picture = shown.map(view -> Picture.of(
                view,
                policies.read(actor, place.domain()),
                status,
                place.filter(),
                new Picture.Wanted(
                        NoiseSwitch.isShown(place, NoiseSwitch.NOISE), NoiseSwitch.isShown(place, NoiseSwitch.PAST))));
        picture.ifPresent(found -> draw(found, place));
    }

    private void draw(Picture picture, Place place) {
        var table = place.extra(FACE, "").equals(TABLE);
        faces.press(table ? TABLE : "");
        filter.show(place.filter());
        window.show(place);
        noise.show(place, picture.noise());
        past.show(place, picture.past());
        var drawn = MapComposer.compose(picture);
        if (picture.view().workloads().isEmpty()) {
            main.removeAll();
            main.add(Empty.nothingYet(
                    Glyph.WORKLOAD,
                    "No workload yet",
                    "Workloads appear here when a file with Workloads is applied, or when the laboratory starts."));
        } else if (table) {
            showTable(picture);
        } else {
            showMap(picture, drawn, place);
        }
        Drawer.show(body, drawer(picture, drawn, place));
    }

    private void showMap(Picture picture, MapPicture drawn, Place place) {
        if (map.getParent().isEmpty()) {
            main.removeAll();
            main.add(map, physical, legend);
        }
        map.show(drawn, place.selected());
        physical.show(picture, place.selected());
        legend.show(window.words(place));
    }

    private void showTable(Picture picture) {
        if (picture.flows().isEmpty() && !place().filter().isEmpty()) {
            main.removeAll();
            main.add(Empty.nothingMatches(place().filter().toString(), () -> go(place().filtered(Filter.NONE))));
        } else if (picture.flows().isEmpty()) {
            main.removeAll();
            main.add(Empty.nothingYet(
                    Glyph.TOPOLOGY, "Nothing was seen", "No flow was recorded " + window.words(place()) + "."));
        } else {
            flows.show(picture.flows(), place().selected());
            if (tableScroll.getParent().isEmpty()) {
                main.removeAll();
                main.add(tableScroll);
            }
        }
    }

    private Optional<Drawer> drawer(Picture picture, MapPicture drawn, Place place) {
        var selected = place.selected();
        var workload = Ids.named(selected, Ids.WORKLOAD).flatMap(picture::workload);
        if (workload.isPresent()) {
            return workload.map(found -> new WorkloadDrawer(picture, place).open(found, this::closeDrawer));
        }
        var instance = Ids.named(selected, Ids.INSTANCE);
        if (instance.isPresent()) {
            return instance.map(name -> InstanceDrawer.open(picture, name, place, this::closeDrawer));
        }
        var row = picture.flows().stream()
                .filter(flow -> flow.id().equals(selected))
                .findFirst();
        if (row.isPresent()) {
            return row.map(flow -> new FlowDrawer(picture, place).open(flow, this::closeDrawer));
        }
        return drawn.flows().stream()
                .filter(flow -> flow.id().equals(selected))
                .findFirst()
                .map(flow -> new FlowDrawer(picture, place).open(flow, this::closeDrawer));
    }
}
