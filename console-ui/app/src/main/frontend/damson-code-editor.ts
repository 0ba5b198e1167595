import { LitElement, css, html, type PropertyValues } from 'lit';
import type { Editor, Finding } from './editor/setup';

/** Pause in typing after which the server hears of a change. */
const SETTLED_MS = 350;

/** A YAML editor. The server sets `content` and `findings`; it hears `code-changed` and, on Ctrl-S, `code-saved`. */
class CodeEditor extends LitElement {
  static styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    .editor {
      height: 100%;
    }
  `;
  static properties = {
    content: { attribute: false },
    findings: { attribute: false },
    readOnly: { type: Boolean },
    line: { attribute: false },
    ready: { type: Boolean, reflect: true },
  };

  declare content: { text: string; number: number };
  declare findings: Finding[];
  declare readOnly: boolean;
  declare line: number;
  declare ready: boolean;

  private editor: Editor | null = null;
  private quiet = false;
  private timer = 0;

  constructor() {
    super();
    this.content = { text: '', number: 0 };
    this.findings = [];
    this.readOnly = false;
    this.line = 0;
    this.ready = false;
  }

  override render() {
    return html`<div class="editor"></div>`;
  }

  override async firstUpdated() {
    const { open } = await import('./editor/setup');
    const parent = this.renderRoot.querySelector<HTMLElement>('.editor');
    if (!parent || !this.isConnected) {
      return;
    }
    this.editor = open(
      parent,
      this.renderRoot as ShadowRoot,
      () => this.typed(),
      () => this.save(),
    );
    this.push(new Map<PropertyKey, unknown>([['content', null], ['findings', null], ['readOnly', null], ['line', null]]));
    this.ready = true;
  }

  override updated(changed: PropertyValues) {
    this.push(changed);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** For tests: what stands in the editor now. */
  get current(): string {
    return this.editor?.text() ?? this.content.text;
  }

  /** For tests: replaces the text as if it had been typed. */
  type(text: string) {
    this.editor?.setText(text);
  }

  private push(changed: Map<PropertyKey, unknown>) {
    if (!this.editor) {
      return;
    }
    const { text } = this.content;
    if (changed.has('content') && this.editor.text() !== text) {
      clearTimeout(this.timer);
      this.quiet = true;
      this.editor.setText(text);
      this.quiet = false;
    }
    if (changed.has('readOnly')) {
      this.editor.setReadOnly(this.readOnly);
    }
    if (changed.has('findings') || changed.has('content')) {
      this.editor.setFindings(this.findings);
    }
    if (changed.has('line') && this.line > 0) {
      this.editor.reveal(this.line);
    }
  }

  private typed() {
    if (this.quiet) {
      return;
    }
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.tell('code-changed'), SETTLED_MS);
  }

  private save() {
    clearTimeout(this.timer);
    this.tell('code-saved');
  }

  private tell(event: string) {
    this.dispatchEvent(new CustomEvent(event, { detail: { text: this.editor?.text() ?? '' } }));
  }
}

customElements.define('damson-code-editor', CodeEditor);
