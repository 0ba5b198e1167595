import { LitElement, css, html, nothing, type PropertyValues } from 'lit';

interface Field {
  word: string;
  meaning: string;
  /** What may stand behind it, as far as it is known. */
  values: string[];
}

interface Offer {
  text: string;
  meaning: string;
}

const MOST_OFFERS = 9;
const SIGN = /^(!=|<=|>=|=|<|>)$/;

/** A line in which a query is typed; Tab or Enter takes what is offered. The server hears `query-typed`. */
class QueryInput extends LitElement {
  static styles = css`
    :host {
      position: relative;
      display: flex;
      flex: 1;
      min-width: 120px;
    }
    input {
      flex: 1;
      min-width: 0;
      padding: 0;
      border: 0;
      outline: 0;
      background: none;
      color: var(--damson-text);
      font: 12px/18px var(--damson-mono);
    }
    input::placeholder {
      font: 400 13px/18px var(--aura-font-family);
      color: var(--damson-text-3);
    }
    [role='listbox'] {
      position: absolute;
      z-index: 20;
      top: 28px;
      left: -8px;
      width: 460px;
      max-height: 330px;
      overflow: auto;
      padding: 4px;
      border: 1px solid var(--damson-line-strong);
      border-radius: 8px;
      background: var(--damson-raised);
      box-shadow: var(--damson-shadow);
    }
    [role='option'] {
      display: flex;
      align-items: baseline;
      gap: 12px;
      min-height: 26px;
      padding: 0 8px;
      border-radius: 6px;
      cursor: pointer;
      white-space: nowrap;
    }
    [role='option'][aria-selected='true'] {
      background: var(--damson-accent-tint);
    }
    .word {
      font: 11.5px/26px var(--damson-mono);
      color: var(--damson-text);
    }
    .meaning {
      overflow: hidden;
      text-overflow: ellipsis;
      font: 12px/16px var(--aura-font-family);
      color: var(--damson-text-3);
    }
  `;
  static properties = {
    fields: { attribute: false },
    hint: { type: String },
    offers: { state: true },
    at: { state: true },
  };

  declare fields: Field[];
  declare hint: string;
  declare offers: Offer[];
  declare at: number;

  constructor() {
    super();
    this.fields = [];
    this.hint = '';
    this.offers = [];
    this.at = -1;
  }

  override render() {
    return html`<input
        spellcheck="false"
        autocomplete="off"
        role="combobox"
        aria-label="Query"
        aria-expanded=${this.offers.length > 0}
        aria-controls="offers"
        placeholder=${this.hint}
        @input=${() => this.offer()}
        @keydown=${this.key}
        @blur=${() => (this.offers = [])}
      />
      ${this.offers.length === 0
        ? nothing
        : html`<div role="listbox" id="offers">
            ${this.offers.map(
              (offer, index) =>
                html`<div
                  role="option"
                  aria-selected=${index === this.at}
                  @pointerdown=${(event: Event) => {
                    event.preventDefault();
                    this.take(offer);
                  }}
                >
                  <span class="word">${offer.text}</span><span class="meaning">${offer.meaning}</span>
                </div>`,
            )}
          </div>`}`;
  }

  override updated(changed: PropertyValues) {
    if (changed.has('at')) {
      this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  override focus() {
    this.line.focus();
  }

  private get line(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  /** The word at the caret, and what stands before it. */
  private words(): { begun: string; start: number; before: string[] } {
    const text = this.line.value;
    const caret = this.line.selectionStart ?? text.length;
    let start = caret;
    while (start > 0 && !/[\s()=<>!]/.test(text[start - 1]!)) {
      start--;
    }
    const before = text.slice(0, start).match(/"[^"]*"|!=|<=|>=|[=<>()]|[^\s=<>!()"]+/g) ?? [];
    return { begun: text.slice(start, caret).toLowerCase(), start, before };
  }

  private offer() {
    const { begun, before } = this.words();
    const last = before[before.length - 1] ?? '';
    this.offers = SIGN.test(last) ? this.values(before[before.length - 2] ?? '', begun) : this.names(begun, last);
    this.at = this.offers.length > 0 && begun !== '' ? 0 : -1;
  }

  private names(begun: string, last: string): Offer[] {
    const known = this.fields.some((field) => field.word === last.toLowerCase());
    if (known) {
      return ['=', '!='].map((text) => ({ text, meaning: text === '=' ? 'is' : 'is not' }));
    }
    return this.fields
      .filter((field) => field.word.startsWith(begun) && field.word !== begun)
      .slice(0, begun === '' ? this.fields.length : MOST_OFFERS)
      .map((field) => ({ text: field.word, meaning: field.meaning }));
  }

  private values(name: string, begun: string): Offer[] {
    const field = this.fields.find((each) => each.word === name.toLowerCase());
    return (field?.values ?? [])
      .filter((value) => value.toLowerCase().startsWith(begun) && value.toLowerCase() !== begun)
      .slice(0, MOST_OFFERS)
      .map((text) => ({ text: /^[\w./:*-]+$/.test(text) ? text : `"${text}"`, meaning: '' }));
  }

  private take(offer: Offer) {
    const { start, begun } = this.words();
    const text = this.line.value;
    const rest = text.slice(start + begun.length);
    this.line.value = `${text.slice(0, start)}${offer.text} ${rest.trimStart()}`;
    const caret = start + offer.text.length + 1;
    this.line.setSelectionRange(caret, caret);
    this.offer();
  }

  private key(event: KeyboardEvent) {
    const chosen = this.offers[this.at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.offers.length === 0) {
        this.offer();
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.at = Math.max(-1, Math.min(this.offers.length - 1, this.at + step));
    } else if ((event.key === 'Tab' || event.key === 'Enter') && chosen) {
      event.preventDefault();
      this.take(chosen);
    } else if (event.key === 'Enter') {
      this.offers = [];
      this.dispatchEvent(new CustomEvent('query-typed', { detail: { text: this.line.value } }));
    } else if (event.key === 'Escape' && this.offers.length > 0) {
      event.stopPropagation();
      this.offers = [];
    }
  }

  /** What was typed became chips. */
  clear() {
    this.line.value = '';
    this.offers = [];
  }
}

customElements.define('damson-query-input', QueryInput);
