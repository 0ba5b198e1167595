import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup, EditorView } from 'codemirror';

/** A problem as the server found it; places count from 1. */
export interface Finding {
  line: number;
  column: number;
  error: boolean;
  message: string;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--damson-accent)' },
  { tag: [tags.content, tags.string, tags.literal], color: 'var(--damson-allowed)' },
  { tag: [tags.number, tags.bool], color: 'var(--damson-would-deny)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--damson-text-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--damson-text-2)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--damson-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: '12px/19px var(--damson-mono)', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'transparent', border: '0', color: 'var(--damson-text-3)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 10px 0 6px', minWidth: '26px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--damson-accent-tint)' },
  '.cm-activeLineGutter': { color: 'var(--damson-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--damson-text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--damson-accent-tint-solid) !important',
  },
  '.cm-tooltip': {
    border: '1px solid var(--damson-line-strong)',
    borderRadius: '8px',
    backgroundColor: 'var(--damson-raised)',
    boxShadow: 'var(--damson-shadow)',
    color: 'var(--damson-text)',
    font: '13px/18px var(--aura-font-family)',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--damson-denied)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--damson-would-deny)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--damson-raised-2)', border: '0', color: 'var(--damson-text-2)' },
  '.cm-panels': { backgroundColor: 'var(--damson-raised)', color: 'var(--damson-text)' },
});

export interface Editor {
  setText(text: string): void;
  text(): string;
  setFindings(findings: Finding[]): void;
  setReadOnly(readOnly: boolean): void;
  reveal(line: number): void;
  destroy(): void;
}

/** Builds the editor inside a shadow root, whose styles and selection are its own. */
export function open(parent: HTMLElement, root: ShadowRoot, changed: () => void, saved: () => void): Editor {
  const writable = new Compartment();
  const extensions: Extension[] = [
    basicSetup,
    yaml(),
    syntaxHighlighting(colours),
    theme,
    lintGutter(),
    writable.of(EditorState.readOnly.of(false)),
    EditorView.contentAttributes.of({ 'aria-label': 'Policy text' }),
    keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => (saved(), true) }]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        changed();
      }
    }),
  ];
  const view = new EditorView({ state: EditorState.create({ extensions }), parent, root });
  return {
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    text: () => view.state.doc.toString(),
    setFindings: (findings) => view.dispatch(setDiagnostics(view.state, findings.map((each) => place(view, each)))),
    setReadOnly: (readOnly) =>
      view.dispatch({ effects: writable.reconfigure(EditorState.readOnly.of(readOnly)) }),
    reveal: (line) => {
      const at = view.state.doc.line(clamp(line, view)).from;
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function clamp(line: number, view: EditorView): number {
  return Math.min(Math.max(1, line), view.state.doc.lines);
}

/** Underlines the word at the place; the tooltip is built from text nodes. */
function place(view: EditorView, finding: Finding): Diagnostic {
  const line = view.state.doc.line(clamp(finding.line, view));
  const from = Math.min(line.from + Math.max(0, finding.column - 1), line.to);
  const word = /^[^\s,\]}]+/.exec(view.state.sliceDoc(from, line.to));
  const to = Math.min(line.to, from + Math.max(1, word?.[0].length ?? 1));
  return { from, to, severity: finding.error ? 'error' : 'warning', message: finding.message };
}
