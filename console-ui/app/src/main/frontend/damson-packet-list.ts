import { LitElement, css, html, svg } from 'lit';

interface Packet {
  number: number;
  /** Milliseconds after the first packet. */
  at: number;
  reply: boolean;
  dropped: boolean;
  summary: string;
  bytes: number;
}

const WIDTH = 300;
const HEIGHT = 40;
const MIDDLE = HEIGHT / 2;

/** The packets of a session: when each direction spoke, and a row for each packet. The server hears `packet-chosen`. */
class PacketList extends LitElement {
  static styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      color: var(--damson-text);
    }
    svg {
      flex: none;
      display: block;
      width: 100%;
      height: ${HEIGHT}px;
      border-bottom: 1px solid var(--damson-line);
    }
    .axis {
      stroke: var(--damson-line-strong);
    }
    .request {
      stroke: var(--damson-accent);
    }
    .reply {
      stroke: var(--damson-drift);
    }
    .tick {
      stroke-width: 1.5;
    }
    .tick.chosen {
      stroke-width: 4;
    }
    [role='listbox'] {
      flex: 1;
      min-height: 0;
      overflow: auto;
      scrollbar-width: thin;
    }
    [role='option'] {
      display: grid;
      grid-template-columns: 34px 66px 18px 1fr 44px;
      align-items: center;
      gap: 6px;
      height: 26px;
      padding: 0 12px 0 8px;
      box-sizing: border-box;
      border-left: 2px solid transparent;
      cursor: pointer;
      font: 13px/18px var(--aura-font-family);
      font-variant-numeric: tabular-nums;
    }
    [role='option']:hover {
      background: var(--damson-raised-2);
    }
    [role='option'][aria-selected='true'] {
      background: var(--damson-accent-tint);
      border-left-color: var(--damson-accent);
    }
    [role='option']:focus-visible {
      outline: 2px solid var(--damson-accent);
      outline-offset: -2px;
    }
    .number,
    .time {
      text-align: right;
      font: 11.5px/18px var(--damson-mono);
      color: var(--damson-text-2);
    }
    .arrow.request {
      color: var(--damson-accent);
    }
    .arrow.reply {
      color: var(--damson-drift);
    }
    .summary {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      unicode-bidi: plaintext;
    }
    .dropped .summary {
      color: var(--damson-denied);
    }
    .bytes {
      text-align: right;
    }
  `;
  static properties = { packets: { attribute: false }, chosen: { type: Number } };

  declare packets: Packet[];
  declare chosen: number;

  constructor() {
    super();
    this.packets = [];
    this.chosen = 0;
  }

  override render() {
    const length = Math.max(1, this.packets[this.packets.length - 1]?.at ?? 1);
    return html`<svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label="When each direction spoke"
      >
        <line class="axis" x1="0" x2=${WIDTH} y1=${MIDDLE} y2=${MIDDLE}></line>
        ${this.packets.map((packet) => this.tick(packet, length))}
      </svg>
      <div role="listbox" aria-label="Packets" @keydown=${this.key}>
        ${this.packets.map((packet) => this.row(packet))}
      </div>`;
  }

  private tick(packet: Packet, length: number) {
    const x = 4 + (packet.at / length) * (WIDTH - 8);
    const tall = 6 + Math.min(10, Math.log2(1 + packet.bytes / 64) * 2.2);
    const end = packet.reply ? MIDDLE + tall : MIDDLE - tall;
    const kind = `tick ${packet.reply ? 'reply' : 'request'} ${packet.number === this.chosen ? 'chosen' : ''}`;
    return svg`<line class=${kind} vector-effect="non-scaling-stroke" x1=${x} x2=${x} y1=${MIDDLE} y2=${end}></line>`;
  }

  private row(packet: Packet) {
    const direction = packet.reply ? 'reply' : 'request';
    return html`<div
      role="option"
      class=${packet.dropped ? 'dropped' : ''}
      tabindex=${packet.number === this.chosen ? 0 : -1}
      data-number=${packet.number}
      aria-selected=${packet.number === this.chosen}
      @click=${() => this.choose(packet.number)}
    >
      <span class="number">${packet.number}</span><span class="time">${seconds(packet.at)}</span>
      <span class="arrow ${direction}" title=${direction}>${packet.reply ? '←' : '→'}</span>
      <span class="summary" title=${packet.dropped ? 'dropped' : ''}>${packet.summary}</span>
      <span class="bytes">${packet.bytes}</span>
    </div>`;
  }

  private choose(number: number) {
    this.chosen = number;
    this.dispatchEvent(new CustomEvent('packet-chosen', { detail: { number } }));
  }

  private key(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const at = this.packets.findIndex((packet) => packet.number === this.chosen);
    const next = this.packets[at + (steps[event.key] ?? 0)];
    if (event.key in steps && next) {
      event.preventDefault();
      this.choose(next.number);
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>(`[data-number="${next.number}"]`)?.focus(),
      );
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 100_000 ? 3 : 1);
}

customElements.define('damson-packet-list', PacketList);
