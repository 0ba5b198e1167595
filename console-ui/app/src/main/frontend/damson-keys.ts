/**
 * Listens to the keys that work everywhere and hands them on: palette, list of keys, `g` and a letter, Escape.
 * Nothing happens while a person types into a field, except Ctrl-K and Escape.
 */
class DamsonKeys extends HTMLElement {
  private waitingForPlace = false;
  private readonly listen = (event: KeyboardEvent) => this.pressed(event);

  connectedCallback() {
    document.addEventListener('keydown', this.listen);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.listen);
  }

  private pressed(event: KeyboardEvent) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.send('palette');
    } else if (event.key === 'Escape') {
      // An open dialog or menu takes this Escape for itself.
      if (!document.querySelector('vaadin-dialog[opened], vaadin-popover[opened], vaadin-context-menu[opened]')) {
        this.send('escape');
      }
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !this.typing(event)) {
      this.single(event);
    }
  }

  private single(event: KeyboardEvent) {
    if (this.waitingForPlace) {
      this.waitingForPlace = false;
      this.send('go', event.key);
    } else if (event.key === 'g') {
      this.waitingForPlace = true;
    } else if (event.key === '?') {
      this.send('keys');
    } else if (event.key === '/') {
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-key="/"]')?.focus();
    }
  }

  private typing(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0] as HTMLElement;
    return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
  }

  private send(what: string, key = '') {
    this.dispatchEvent(new CustomEvent('key', { detail: { what, key } }));
  }
}

customElements.define('damson-keys', DamsonKeys);
