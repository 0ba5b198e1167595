import { outlines } from './icons';

const SVG = 'http://www.w3.org/2000/svg';

/** Draws one outline; the caller decides size and colour. Decorative: the words stand beside it. */
export function drawIcon(name: string, size: number): SVGSVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  const attributes: Record<string, string> = {
    width: `${size}`,
    height: `${size}`,
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.9',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  Object.entries(attributes).forEach(([key, value]) => drawing.setAttribute(key, value));
  for (const [tag, shape] of outlines[name] ?? []) {
    const part = document.createElementNS(SVG, tag);
    Object.entries(shape).forEach(([key, value]) => part.setAttribute(key, value));
    drawing.append(part);
  }
  return drawing;
}

/** `<damson-icon name="box" size="16">`. */
class DamsonIcon extends HTMLElement {
  static observedAttributes = ['name', 'size'];

  connectedCallback() {
    this.draw();
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      this.draw();
    }
  }

  private draw() {
    const size = Number(this.getAttribute('size') ?? 16);
    this.replaceChildren(drawIcon(this.getAttribute('name') ?? '', size));
  }
}

customElements.define('damson-icon', DamsonIcon);
