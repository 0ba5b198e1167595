import type { Core } from 'cytoscape';
import { LitElement, html, type PropertyValues } from 'lit';
import { drawIcon } from './damson-icon';
import { place } from './map/layout';
import { drawLines, stylesheet } from './map/lines';
import { look } from './map/look';
import type { Picture, Placement } from './map/model';
import { cards, frames } from './map/overlay';

/** Zoom below which only refused flows keep their label. */
const LABEL_ZOOM = 0.6;
const MARGIN = 16;

/**
 * The map of one domain. `picture` comes from the server. For tests that cannot see into a canvas: `ready` is true
 * once the picture is drawn, and `positions` has each object's place on the screen.
 */
class TopologyMap extends LitElement {
  static styles = look;
  static properties = {
    picture: { attribute: false },
    selected: { type: String },
    ready: { type: Boolean, reflect: true },
  };

  declare picture: Picture | null;
  declare selected: string;
  declare ready: boolean;

  private cy: Core | null = null;
  private placed: Placement | null = null;
  private drawn = '';
  private moved = false;
  private readonly resize = new ResizeObserver(() => this.resized());
  private readonly scheme = new MutationObserver(() => this.recolour());

  constructor() {
    super();
    this.picture = null;
    this.selected = '';
    this.ready = false;
  }

  override render() {
    return html`<div class="layer back"></div>
      <div class="canvas" aria-hidden="true"></div>
      <div class="layer front" @click=${this.clicked}></div>
      <div class="tools">
        <button type="button" aria-label="Zoom in" title="Zoom in" @click=${() => this.zoomBy(1.25)}></button>
        <button type="button" aria-label="Zoom out" title="Zoom out" @click=${() => this.zoomBy(0.8)}></button>
        <button type="button" aria-label="Fit" title="Fit" @click=${() => this.fit()}></button>
      </div>`;
  }

  override firstUpdated() {
    const buttons = this.renderRoot.querySelectorAll('.tools button');
    ['plus', 'minus', 'maximize'].forEach((name, index) => buttons[index]?.append(drawIcon(name, 15)));
    this.resize.observe(this);
    this.scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'theme', 'class'] });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.resize.disconnect();
    this.scheme.disconnect();
    this.cy?.destroy();
    this.cy = null;
  }

  override updated(changed: PropertyValues) {
    if (changed.has('picture') && this.picture) {
      void this.draw(this.picture);
    } else if (changed.has('selected')) {
      this.markSelected();
    }
  }

  /** Places on the screen in page pixels, by id. */
  get positions(): Record<string, { x: number; y: number; width: number; height: number }> {
    const found: Record<string, { x: number; y: number; width: number; height: number }> = {};
    this.renderRoot.querySelectorAll<HTMLElement>('[data-id]').forEach((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      found[element.dataset.id ?? ''] = { x, y, width, height };
    });
    return found;
  }

  private async draw(picture: Picture) {
    const shape = JSON.stringify(picture);
    if (shape === this.drawn) {
      return;
    }
    const [{ default: cytoscape }] = await Promise.all([import('cytoscape'), document.fonts.ready]);
    const placed = place(picture);
    if (this.picture !== picture || !this.isConnected) {
      return;
    }
    this.drawn = shape;
    this.placed = placed;
    this.cy ??= this.open(cytoscape);
    drawLines(this.cy, placed.lines);
    this.within('.back').replaceChildren(...frames(picture, placed));
    this.within('.front').replaceChildren(...cards(picture, placed));
    if (!this.moved) {
      this.fit();
    }
    this.markSelected();
    this.ready = true;
    this.dispatchEvent(new CustomEvent('map-ready'));
  }

  private open(cytoscape: typeof import('cytoscape')): Core {
    const cy = cytoscape({
      container: this.within('.canvas'),
      style: stylesheet((token) => this.colour(token)),
      layout: { name: 'preset' },
      minZoom: 0.15,
      maxZoom: 2.5,
      autoungrabify: true,
      boxSelectionEnabled: false,
      selectionType: 'single',
    });
    cy.on('viewport', () => this.follow());
    cy.on('tap', 'edge', (event) => this.choose(event.target.data('flow') as string));
    cy.on('tap', (event) => event.target === cy && this.choose(''));
    cy.on('dragpan scrollzoom pinchzoom', () => (this.moved = true));
    this.within('.front').addEventListener('wheel', (event) => this.forward(event), { passive: false });
    return cy;
  }

  /** A wheel over a card zooms the map as it does beside it. */
  private forward(event: WheelEvent) {
    event.preventDefault();
    this.within('.canvas').firstElementChild?.dispatchEvent(new WheelEvent('wheel', event));
  }

  private follow() {
    if (!this.cy) {
      return;
    }
    const { x, y } = this.cy.pan();
    const zoom = this.cy.zoom();
    for (const layer of [this.within('.back'), this.within('.front')]) {
      layer.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
      layer.classList.toggle('far', zoom < LABEL_ZOOM);
    }
  }

  private fit() {
    if (!this.cy || !this.placed || this.clientWidth === 0) {
      return;
    }
    const { x, y, width, height } = this.placed.bounds;
    const zoom = Math.min(1, (this.clientWidth - 2 * MARGIN) / width, (this.clientHeight - 2 * MARGIN) / height);
    this.cy.viewport({
      zoom,
      pan: {
        x: (this.clientWidth - width * zoom) / 2 - x * zoom,
        y: (this.clientHeight - height * zoom) / 2 - y * zoom,
      },
    });
    this.moved = false;
    this.follow();
  }

  private zoomBy(factor: number) {
    this.moved = true;
    this.cy?.zoom({
      level: this.cy.zoom() * factor,
      renderedPosition: { x: this.clientWidth / 2, y: this.clientHeight / 2 },
    });
  }

  private resized() {
    this.cy?.resize();
    if (!this.moved) {
      this.fit();
    }
  }

  private recolour() {
    this.cy?.style(stylesheet((token) => this.colour(token)));
  }

  /** Resolved by a canvas, which turns every notation into plain sRGB. */
  private colour(token: string): string {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    this.within('.back').append(probe);
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const value = getComputedStyle(probe).color;
    probe.remove();
    if (!pen) {
      return value;
    }
    pen.fillStyle = value;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  }

  private markSelected() {
    this.renderRoot
      .querySelectorAll<HTMLElement>('[data-id]')
      .forEach((element) => element.classList.toggle('chosen', element.dataset.id === this.selected));
    this.cy?.edges().forEach((edge) => void edge.toggleClass('chosen', edge.data('flow') === this.selected));
  }

  private clicked(event: Event) {
    const target = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (target) {
      this.choose(target.dataset.id ?? '');
    }
  }

  private choose(id: string) {
    this.dispatchEvent(new CustomEvent('object-chosen', { detail: { id } }));
  }

  private within(selector: string): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(selector)!;
  }
}

customElements.define('damson-topology-map', TopologyMap);
