import { LitElement, css, html, nothing, svg } from 'lit';

interface Bar {
  allowed: number;
  denied: number;
  /** Packets that the edge lost. */
  lost: number;
  /** What is drawn where a rate is shown. */
  amount: number;
}

interface Mark {
  /** From the left edge, 0 to 1. */
  at: number;
  words: string;
}

interface Data {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  bars: Bar[];
  marks: Mark[];
  /** Draw `amount` instead of allowed and denied; its unit. */
  unit: string;
}

const NOTHING: Data = { from: 0, to: 1, bars: [], marks: [], unit: '' };
const LEFT = 46;
const RIGHT = 16;
const TOP = 22;
const FOOT = 18;
const TICKS = 6;

/** Sessions over time. A dragged stretch is marked; Enter zooms into it (`zoomed`), Escape drops it. */
class SessionHistogram extends LitElement {
  static styles = css`
    :host {
      display: block;
      position: relative;
      height: 118px;
      user-select: none;
      touch-action: none;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      cursor: crosshair;
    }
    :host(:focus-visible) {
      outline: 2px solid var(--damson-accent);
      outline-offset: -2px;
    }
    text {
      font: 11px/16px var(--aura-font-family);
      font-variant-numeric: tabular-nums;
      fill: var(--damson-text-3);
    }
    .grid {
      stroke: var(--damson-line);
    }
    .allowed {
      fill: var(--damson-allowed-line);
    }
    .denied {
      fill: var(--damson-denied);
    }
    .amount {
      fill: var(--damson-accent);
    }
    .brush {
      fill: var(--damson-accent-tint);
      stroke: var(--damson-accent);
    }
    .handle {
      fill: var(--damson-accent);
    }
    .mark {
      stroke: var(--damson-accent);
      stroke-width: 1.5;
    }
    .flag {
      fill: var(--damson-accent-tint-solid);
      stroke: var(--damson-accent);
    }
    .flag-words {
      font-weight: 550;
      fill: var(--damson-accent);
    }
    .brush-words {
      font-weight: 550;
      fill: var(--damson-accent);
    }
    .gap {
      stroke: var(--damson-would-deny);
      stroke-width: 1.5;
    }
  `;
  static properties = {
    data: { attribute: false },
    brush: { state: true },
    width: { state: true },
  };

  declare data: Data;
  declare brush: [number, number] | null;
  declare width: number;

  private watcher: ResizeObserver | null = null;
  private begun = -1;

  constructor() {
    super();
    this.data = NOTHING;
    this.brush = null;
    this.width = 1000;
    this.addEventListener('keydown', (event) => this.key(event));
  }

  override connectedCallback() {
    super.connectedCallback();
    this.tabIndex = 0;
    this.setAttribute('role', 'application');
    this.setAttribute('aria-label', 'Sessions over time: arrow keys mark a stretch, Enter zooms into it');
    this.watcher = new ResizeObserver(() => (this.width = Math.max(200, this.clientWidth)));
    this.watcher.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher?.disconnect();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (changed.has('data')) {
      this.brush = null;
    }
  }

  private get height(): number {
    return this.clientHeight || 118;
  }

  private get plot(): number {
    return this.width - LEFT - RIGHT;
  }

  override render() {
    const { bars } = this.data;
    const top = nice(Math.max(1, ...bars.map((bar) => this.sum(bar))));
    const floor = this.height - FOOT;
    const scale = (floor - TOP) / top;
    return html`<svg
      viewBox="0 0 ${this.width} ${this.height}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${this.words()}
      @pointerdown=${this.down}
      @pointermove=${this.move}
      @pointerup=${this.up}
    >
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="gap" x1="0" y1="0" x2="0" y2="6" opacity="0.55" />
        </pattern>
      </defs>
      ${[0, 0.5, 1].map((part) => this.line(floor - part * top * scale, short(part * top, this.data.unit)))}
      ${bars.map((bar, index) => this.bar(bar, index, floor, scale))} ${this.ticks(floor)}
      ${this.marks(floor)} ${this.brushed(floor)}
    </svg>`;
  }

  private sum(bar: Bar): number {
    return this.data.unit ? bar.amount : bar.allowed + bar.denied;
  }

  private line(y: number, words: string) {
    return svg`<line class="grid" x1=${LEFT} x2=${this.width - RIGHT} y1=${y} y2=${y}></line>
      <text x=${LEFT - 8} y=${y + 4} text-anchor="end">${words}</text>`;
  }

  private bar(bar: Bar, index: number, floor: number, scale: number) {
    const step = this.plot / this.data.bars.length;
    const x = LEFT + index * step;
    const width = Math.max(1, step - (step > 4 ? 1.5 : 0));
    const lost = bar.lost > 0
      ? svg`<rect x=${x} y=${TOP} width=${Math.max(width, 5)} height=${floor - TOP} fill="url(#hatch)"><title>${bar.lost} packets lost at the edge</title></rect>`
      : nothing;
    if (this.data.unit) {
      const height = bar.amount * scale;
      return svg`<rect class="amount" x=${x} y=${floor - height} width=${width} height=${height}></rect>${lost}`;
    }
    const allowed = tall(bar.allowed, scale);
    const denied = tall(bar.denied, scale);
    return svg`<rect class="allowed" x=${x} y=${floor - allowed} width=${width} height=${allowed}></rect>
      <rect class="denied" x=${x} y=${floor - allowed - denied} width=${width} height=${denied}></rect>${lost}`;
  }

  private ticks(floor: number) {
    const { from, to } = this.data;
    return Array.from({ length: TICKS + 1 }, (_, index) => {
      const part = index / TICKS;
      const anchor = index === 0 ? 'start' : index === TICKS ? 'end' : 'middle';
      return svg`<text x=${LEFT + part * this.plot} y=${floor + 14} text-anchor=${anchor}>${clock(from + part * (to - from), to - from)}</text>`;
    });
  }

  /** Newest first: a flag that has no room before the next one keeps its line, and says its words on hover. */
  private marks(floor: number) {
    let room = this.width - RIGHT;
    return [...this.data.marks]
      .sort((one, other) => other.at - one.at)
      .map((mark) => {
        const x = LEFT + mark.at * this.plot;
        const width = mark.words.length * 6.2 + 12;
        const left = room === this.width - RIGHT ? Math.min(x, room - width) : x;
        const fits = left + width <= room;
        room = fits ? left - 4 : room;
        return svg`<line class="mark" x1=${x} x2=${x} y1="2" y2=${floor}><title>${mark.words}</title></line>
          ${fits ? this.flag(left, width, mark) : nothing}`;
      });
  }

  private flag(left: number, width: number, mark: Mark) {
    return svg`<rect class="flag" x=${left} y="1.5" width=${width} height="17" rx="4"></rect>
      <text class="flag-words" x=${left + 6} y="14">${mark.words}</text>`;
  }

  private brushed(floor: number) {
    if (!this.brush) {
      return nothing;
    }
    const [from, to] = this.ordered();
    const x = LEFT + from * this.plot;
    const width = Math.max(2, (to - from) * this.plot);
    const right = x + width + 300 < this.width;
    return svg`<rect class="brush" x=${x} y=${TOP} width=${width} height=${floor - TOP}></rect>
      <rect class="handle" x=${x - 3} y=${floor - 44} width="6" height="22" rx="3"></rect>
      <rect class="handle" x=${x + width - 3} y=${floor - 44} width="6" height="22" rx="3"></rect>
      <text class="brush-words" x=${right ? x + width + 8 : x - 8} y=${TOP + 12} text-anchor=${right ? 'start' : 'end'}>${this.time(from)} – ${this.time(to)}, Enter zooms, Esc clears</text>`;
  }

  private time(part: number): string {
    const { from, to } = this.data;
    return clock(from + part * (to - from), Math.min(to - from, 3_600_000));
  }

  private words(): string {
    const allowed = this.data.bars.reduce((sum, bar) => sum + bar.allowed, 0);
    const denied = this.data.bars.reduce((sum, bar) => sum + bar.denied, 0);
    return `${allowed} sessions allowed, ${denied} denied, from ${this.time(0)} to ${this.time(1)}`;
  }

  private partAt(event: PointerEvent): number {
    const box = this.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left - LEFT) / this.plot));
  }

  private ordered(): [number, number] {
    const [one, other] = this.brush!;
    return one < other ? [one, other] : [other, one];
  }

  private down(event: PointerEvent) {
    this.focus();
    (event.target as Element).setPointerCapture?.(event.pointerId);
    this.begun = this.partAt(event);
  }

  private move(event: PointerEvent) {
    if (this.begun >= 0 && Math.abs(this.partAt(event) - this.begun) * this.plot > 3) {
      this.brush = [this.begun, this.partAt(event)];
    }
  }

  private up(event: PointerEvent) {
    if (this.brush && this.begun >= 0 && Math.abs(this.partAt(event) - this.begun) * this.plot <= 3) {
      const [from, to] = this.ordered();
      this.brush = this.begun >= from && this.begun <= to ? this.brush : null;
    }
    this.begun = -1;
  }

  private key(event: KeyboardEvent) {
    const step = 1 / Math.max(1, this.data.bars.length);
    if (event.key === 'Enter' && this.brush) {
      const { from, to } = this.data;
      const [first, last] = this.ordered();
      this.dispatchEvent(
        new CustomEvent('zoomed', {
          detail: { from: Math.floor(from + first * (to - from)), to: Math.ceil(from + last * (to - from)) },
        }),
      );
    } else if (event.key === 'Escape' && this.brush) {
      event.stopPropagation();
      this.brush = null;
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      const by = event.key === 'ArrowRight' ? step : -step;
      const [first, last] = this.brush ? this.ordered() : [1 - 2 * step, 1];
      const inside = (part: number) => Math.max(0, Math.min(1, part));
      this.brush = event.shiftKey ? [first, inside(last + by)] : [inside(first + by), inside(last + by)];
    }
  }
}

/** A single session among thousands is still to be seen. */
function tall(count: number, scale: number): number {
  return count === 0 ? 0 : Math.max(2, count * scale);
}

/** The next of 1, 2, 5, 10, … */
function nice(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((digit) => digit * power).find((value) => value >= most) ?? most;
}

function short(value: number, unit: string): string {
  const units: [number, string][] = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
  const found = units.find(([size]) => value >= size);
  const digits = found ? `${+(value / found[0]).toPrecision(3)} ${found[1]}` : `${+value.toPrecision(3)}`;
  return unit && value > 0 ? `${digits}${found ? '' : ' '}${unit}` : digits;
}

function clock(milliseconds: number, span: number): string {
  const time = new Date(milliseconds);
  const two = (value: number) => `${value}`.padStart(2, '0');
  const day = span > 36 * 3_600_000 ? `${time.getDate()}.${time.getMonth() + 1}. ` : '';
  const seconds = span <= 15 * 60_000 ? `:${two(time.getSeconds())}` : '';
  return `${day}${two(time.getHours())}:${two(time.getMinutes())}${seconds}`;
}

customElements.define('damson-session-histogram', SessionHistogram);
