import { LitElement, css, html, nothing } from 'lit';

interface Chunk {
  reply: boolean;
  /** Two digits a byte. */
  hex: string;
  /** Bytes of this direction that were not captured just before. */
  missing: number;
}

const PER_LINE = 16;

/** What two parties said to each other, each direction in its colour. Bytes are shown as ASCII or hex, never as markup. */
class StreamView extends LitElement {
  static styles = css`
    :host {
      display: block;
      min-height: 0;
      overflow: auto;
      padding: 10px 16px;
      border-left: 1px solid var(--damson-line);
      scrollbar-width: thin;
    }
    .chunk {
      margin: 0 0 6px;
      padding: 4px 8px;
      border-left: 2px solid;
      border-radius: 4px;
      font: 11.5px/18px var(--damson-mono);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      unicode-bidi: plaintext;
    }
    .request {
      border-color: var(--damson-accent);
      background: var(--damson-accent-tint);
      color: var(--damson-text);
    }
    .reply {
      border-color: var(--damson-drift);
      background: var(--damson-drift-tint);
      color: var(--damson-text);
    }
    .missing {
      margin: 0 0 6px;
      font-size: 12px;
      color: var(--damson-would-deny);
    }
  `;
  static properties = { chunks: { attribute: false }, form: { type: String } };

  declare chunks: Chunk[];
  declare form: string;

  constructor() {
    super();
    this.chunks = [];
    this.form = 'text';
  }

  override connectedCallback() {
    super.connectedCallback();
    this.tabIndex = 0;
  }

  override render() {
    return this.chunks.map(
      (chunk) =>
        html`${chunk.missing > 0
            ? html`<p class="missing">${chunk.missing} bytes ${chunk.reply ? 'of the reply' : 'of the request'} are missing here</p>`
            : nothing}
          <div class="chunk ${chunk.reply ? 'reply' : 'request'}" title=${chunk.reply ? 'reply' : 'request'}
            >${this.form === 'hex' ? hexLines(chunk.hex) : text(chunk.hex)}</div
          >`,
    );
  }
}

function bytes(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
}

function text(hex: string): string {
  return bytes(hex)
    .map((code) => (code === 10 || code === 9 || (code >= 0x20 && code < 0x7f) ? String.fromCharCode(code) : code === 13 ? '' : '·'))
    .join('');
}

function hexLines(hex: string): string {
  const all = bytes(hex);
  const lines = [];
  for (let start = 0; start < all.length; start += PER_LINE) {
    const line = all.slice(start, start + PER_LINE);
    const digits = line.map((code) => code.toString(16).padStart(2, '0')).join(' ');
    const words = line.map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.')).join('');
    lines.push(`${start.toString(16).padStart(4, '0')}  ${digits.padEnd(PER_LINE * 3)} ${words}`);
  }
  return lines.join('\n');
}

customElements.define('damson-stream-view', StreamView);
