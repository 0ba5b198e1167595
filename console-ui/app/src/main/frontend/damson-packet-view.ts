import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';

interface Field {
  name: string;
  value: string;
  offset: number;
  length: number;
  children: Field[];
}

interface Layer {
  name: string;
  summary: string;
  offset: number;
  length: number;
  fields: Field[];
}

interface Packet {
  layers: Layer[];
  /** Two digits a byte. */
  hex: string;
  /** Why bytes are missing, or empty. */
  note: string;
}

const PER_LINE = 16;
const NOTHING: Packet = { layers: [], hex: '', note: '' };

/** The layers of a packet as a tree and its bytes, in step: what is chosen in one is marked in the other. */
class PacketView extends LitElement {
  static styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(200px, 1fr) 550px;
      min-height: 0;
      font: 400 13px/18px var(--aura-font-family);
      color: var(--damson-text);
    }
    section {
      display: flex;
      flex-direction: column;
      min-height: 0;
      border-left: 1px solid var(--damson-line);
    }
    header {
      padding: 9px 14px 6px;
      font: 550 12px/16px var(--aura-font-family);
      color: var(--damson-text-2);
    }
    header span {
      margin-left: 8px;
      font-weight: 400;
      color: var(--damson-text-3);
    }
    .scrolls {
      overflow: auto;
      padding: 0 8px 10px;
      scrollbar-width: thin;
    }
    [role='treeitem'] {
      display: flex;
      align-items: baseline;
      gap: 8px;
      min-height: 22px;
      padding: 0 8px;
      border: 1px solid transparent;
      border-radius: 6px;
      cursor: pointer;
      white-space: nowrap;
    }
    [role='treeitem']:hover {
      background: var(--damson-raised-2);
    }
    [role='treeitem']:focus-visible {
      outline: 2px solid var(--damson-accent);
      outline-offset: -2px;
    }
    [aria-selected='true'] {
      background: var(--damson-accent-tint);
      border-color: var(--damson-accent);
    }
    .mark {
      flex: none;
      width: 10px;
      color: var(--damson-text-2);
    }
    .layer > .name {
      font-weight: 600;
    }
    .name {
      color: var(--damson-text-2);
    }
    .layer > .name {
      color: var(--damson-text);
    }
    .value {
      font: 11.5px/18px var(--damson-mono);
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .lines {
      padding: 0 14px 8px;
      font: 11.5px/22px var(--damson-mono);
      white-space: pre;
    }
    .offset {
      color: var(--damson-text-3);
      margin-right: 16px;
    }
    .byte {
      cursor: pointer;
      padding: 1px 0;
      color: var(--damson-text-2);
    }
    .byte.within {
      background: var(--damson-raised-2);
      color: var(--damson-text);
    }
    .byte.chosen {
      background: var(--damson-primary);
      color: #ffffff;
    }
    .ascii {
      margin-left: 14px;
    }
    .note {
      padding: 6px 14px 12px;
      font-size: 12px;
      color: var(--damson-text-3);
    }
  `;
  static properties = {
    packet: { attribute: false },
    chosen: { state: true },
    open: { state: true },
  };

  declare packet: Packet;
  declare chosen: { offset: number; length: number; name: string } | null;
  declare open: Set<string>;

  constructor() {
    super();
    this.packet = NOTHING;
    this.chosen = null;
    this.open = new Set();
  }

  override willUpdate(changed: PropertyValues) {
    if (changed.has('packet')) {
      this.chosen = null;
      // The innermost layer is what one looks for; the others stay closed until they are asked for.
      const last = this.packet.layers.length - 1;
      this.open = new Set([`${last}`, `${Math.max(0, last - 1)}`]);
    }
  }

  override render() {
    const bytes = this.bytes();
    return html`<section>
        <header>Decode<span>${this.packet.layers.length} layers</span></header>
        <div class="scrolls" role="tree" aria-label="Decode" @keydown=${this.key}>
          ${this.packet.layers.map((layer, index) => this.layer(layer, `${index}`))}
        </div>
      </section>
      <section>
        <header>Bytes<span>${this.place()}</span></header>
        <div class="scrolls">
          <div class="lines">${this.lines(bytes)}</div>
          ${this.packet.note ? html`<div class="note">${this.packet.note}</div>` : nothing}
        </div>
      </section>`;
  }

  private layer(layer: Layer, path: string): TemplateResult {
    return html`${this.row(layer, layer.summary, path, 0, layer.fields.length > 0, 'layer')}
    ${this.open.has(path) ? layer.fields.map((field, index) => this.field(field, `${path}.${index}`, 1)) : nothing}`;
  }

  private field(field: Field, path: string, depth: number): TemplateResult {
    return html`${this.row(field, field.value, path, depth, field.children.length > 0, '')}
    ${this.open.has(path)
      ? field.children.map((child, index) => this.field(child, `${path}.${index}`, depth + 1))
      : nothing}`;
  }

  private row(
    part: { name: string; offset: number; length: number },
    value: string,
    path: string,
    depth: number,
    opens: boolean,
    kind: string,
  ) {
    const chosen = this.chosen?.name === path;
    return html`<div
      role="treeitem"
      class=${kind}
      tabindex=${depth === 0 || chosen ? 0 : -1}
      data-path=${path}
      aria-level=${depth + 1}
      aria-selected=${chosen}
      aria-expanded=${opens ? this.open.has(path) : nothing}
      style="margin-left: ${depth * 16}px"
      @click=${() => this.choose(part, path, opens)}
    >
      <span class="mark">${opens ? (this.open.has(path) ? '⌄' : '›') : ''}</span>
      <span class="name">${part.name}</span><span class="value">${value}</span>
    </div>`;
  }

  private choose(part: { offset: number; length: number }, path: string, opens: boolean) {
    if (opens) {
      this.turn(path);
    }
    this.chosen = { offset: part.offset, length: part.length, name: path };
  }

  private turn(path: string) {
    const open = new Set(this.open);
    if (!open.delete(path)) {
      open.add(path);
    }
    this.open = open;
  }

  private key(event: KeyboardEvent) {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=treeitem]')];
    const at = rows.indexOf(event.target as HTMLElement);
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in step) {
      event.preventDefault();
      rows[at + step[event.key]!]?.focus();
    } else if (['Enter', ' ', 'ArrowRight', 'ArrowLeft'].includes(event.key)) {
      event.preventDefault();
      rows[at]?.click();
    }
  }

  private bytes(): string[] {
    return this.packet.hex.match(/../g) ?? [];
  }

  private place(): string {
    if (!this.chosen) {
      return `${this.packet.hex.length / 2} bytes`;
    }
    const { offset, length } = this.chosen;
    const end = offset + Math.max(1, length) - 1;
    return `0x${offset.toString(16)}–0x${end.toString(16)}, ${length} ${length === 1 ? 'byte' : 'bytes'}`;
  }

  private lines(bytes: string[]) {
    const lines = [];
    for (let start = 0; start < bytes.length; start += PER_LINE) {
      const line = bytes.slice(start, start + PER_LINE);
      const pad = '   '.repeat(PER_LINE - line.length) + (line.length <= 8 ? ' ' : '');
      lines.push(
        html`<span class="offset">${start.toString(16).padStart(4, '0')}</span>${line.map((byte, index) =>
            this.byte(`${byte}${index === 7 ? '  ' : ' '}`, start + index),
          )}${pad}<span class="ascii"
            >${line.map((byte, index) => this.byte(printable(byte), start + index))}</span
          >\n`,
      );
    }
    return lines;
  }

  private byte(words: string, at: number) {
    return html`<span class="byte ${this.marked(at)}" @click=${() => this.byteChosen(at)}>${words}</span>`;
  }

  private marked(at: number): string {
    const chosen = this.chosen;
    if (chosen && at >= chosen.offset && at < chosen.offset + chosen.length) {
      return 'chosen';
    }
    const layer = this.packet.layers[Number(chosen?.name.split('.')[0] ?? -1)];
    return layer && at >= layer.offset && at < layer.offset + layer.length ? 'within' : '';
  }

  /** The innermost field that holds the byte. */
  private byteChosen(at: number) {
    const holds = (part: { offset: number; length: number }) => at >= part.offset && at < part.offset + part.length;
    const layer = this.packet.layers.findIndex(holds);
    if (layer < 0) {
      return;
    }
    let path = `${layer}`;
    let part: { offset: number; length: number } = this.packet.layers[layer]!;
    let fields = this.packet.layers[layer]!.fields;
    const open = new Set(this.open);
    for (;;) {
      const index = fields.findIndex(holds);
      if (index < 0) {
        break;
      }
      open.add(path);
      path = `${path}.${index}`;
      part = fields[index]!;
      fields = fields[index]!.children;
    }
    this.open = open;
    this.chosen = { offset: part.offset, length: part.length, name: path };
  }
}

function printable(byte: string): string {
  const code = parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
}

customElements.define('damson-packet-view', PacketView);
